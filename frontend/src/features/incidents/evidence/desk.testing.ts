import { PART } from './limits';

/** As the server answers: what it has in order, and not a byte before it is asked. */
export class Desk {
  received = 0;
  asked: string[] = [];
  bodies: Blob[] = [];
  /** What comes instead of an answer to the requests that follow. */
  instead: (Response | 'lost')[] = [];

  answer = async (path: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    this.asked.push(
      `${init.method} ${String(path)
        .replace('/api/v1/reports/r1/files/', '')
        .replace(/[0-9a-f-]{36}/, 'f')}`,
    );
    const instead = this.instead.shift();
    if (instead instanceof Response) return instead;
    if (instead === 'lost') throw new TypeError('no line');
    if (init.body instanceof Blob) {
      this.bodies.push(init.body);
      this.received += init.body.size;
    }
    const state = this.received < size ? 'arriving' : 'checking';
    return said(200, { id: 'f', name: 'a', size, received: this.received, state, kind: null, reason: '' });
  };
}

export const said = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

export const size = 2 * PART + 10;
export const content = Uint8Array.from({ length: size }, (_, at) => at % 251);
export const photo = (): File => new File([content], 'photo.jpg', { type: 'image/jpeg' });
