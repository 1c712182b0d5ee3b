import { api } from '../../shared/api/client';
import type { RosterImport } from '../../shared/api/types';
import { uuidv7 } from '../../shared/offline/uuidv7';

/** A file is read, looked at row by row, and then applied as a whole or not at all. */
export class Importing {
  preview = $state.raw<RosterImport | null>(null);
  notText = $state(false);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #path = '';

  async read(file: File, absentLeave: boolean): Promise<void> {
    const text = await file.text();
    this.notText = text.includes('\uFFFD'); // saved in another encoding than UTF-8
    if (this.notText) return;
    this.#path = `/roster-imports/${uuidv7()}`;
    const body = { file_name: file.name, text, absent_leave: absentLeave };
    await this.#ask(() => api<RosterImport>(this.#path, { method: 'PUT', body }));
  }

  apply(): Promise<void> {
    return this.#ask(() => api<RosterImport>(`${this.#path}/application`, { method: 'PUT', body: {} }));
  }

  async #ask(work: () => Promise<RosterImport>): Promise<void> {
    this.busy = true;
    this.error = null;
    try {
      this.preview = { ...this.preview, ...(await work()) };
    } catch (cause) {
      this.error = cause;
    } finally {
      this.busy = false;
    }
  }
}
