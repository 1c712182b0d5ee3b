import { API, api } from '../../shared/api/client';
import { ApiError, Unreachable } from '../../shared/api/errors';
import { harmless, parseCsv, writeCsv } from './csv';

type Notes = Map<string, string>;

/** Everything the server holds, with the notes that only this phone has. They meet here, never there. */
export async function everything(notes: Notes): Promise<void> {
  const held = await api<Record<string, unknown>>('/exports/everything.json');
  const mine = Object.fromEntries(notes);
  save('aftercall.json', 'application/json', JSON.stringify({ ...held, notes_on_this_phone: mine }, null, 2));
}

export async function checkins(notes: Notes): Promise<void> {
  const response = await fetch(`${API}/exports/checkins.csv`).catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  if (!response.ok) throw new ApiError(response.status, undefined);
  save('check-ins.csv', 'text/csv', withNotes(await response.text(), notes));
}

export function withNotes(csv: string, notes: Notes): string {
  const mark = csv.startsWith('\uFEFF') ? '\uFEFF' : ''; // Excel needs it to read UTF-8
  const [head = [], ...rows] = parseCsv(csv.slice(mark.length));
  const id = head.indexOf('id');
  return mark + writeCsv([[...head, 'note'], ...rows.map((row) => [...row, harmless(notes.get(row[id] ?? '') ?? '')])]);
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
