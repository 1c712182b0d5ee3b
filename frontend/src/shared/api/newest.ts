/** Several answers may be under way at once: what was asked for later is newer, and an older one is not shown after it. */
export class Newest {
  #asked = 0;
  #shown = 0;

  async show<Answer>(ask: () => Promise<Answer>, shown: (answer: Answer) => void): Promise<void> {
    const turn = ++this.#asked;
    const answer = await ask();
    if (turn < this.#shown) return;
    this.#shown = turn;
    shown(answer);
  }
}
