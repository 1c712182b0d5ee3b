import { api } from '../../../shared/api/client';
import { askAsNobody } from '../../../shared/api/nobody';
import type { EvidenceFile } from '../../../shared/api/types';
import type { KeptFile, Target } from './kept';

type List = { results: EvidenceFile[] };

/** How files get to one report. Every request may be sent again. */
export interface Line {
  announce(file: KeptFile): Promise<EvidenceFile>;
  part(file: KeptFile, number: number, bytes: Blob): Promise<EvidenceFile>;
  list(): Promise<EvidenceFile[]>;
  remove(id: string): Promise<unknown>;
}

const PATIENCE = 60_000; // a part is large for a line in a tunnel

/** Null for a draft, which no server knows. */
export function lineTo(account: string, to: Target): Line | null {
  if ('report' in to) return signed(account, to.report);
  return 'receipt' in to ? byReceipt(to.receipt) : null;
}

function signed(account: string, report: string): Line {
  const files = `/reports/${report}/files`;
  return {
    announce: ({ id, name, size, sha256 }) =>
      api(`${files}/${id}`, { method: 'PUT', body: { name, size, sha256 }, account }),
    part: ({ id }, number, body) =>
      api(`${files}/${id}/parts/${number}`, {
        method: 'PUT',
        body,
        account,
        signal: AbortSignal.timeout(PATIENCE),
      }),
    list: async () => (await api<List>(files, { account })).results,
    remove: (id) => api(`${files}/${id}`, { method: 'DELETE', account }),
  };
}

/** What a phone calls its pictures may say when they were taken, and by whom. */
const neutral = (name: string): string => `file${/\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? ''}`;

/** Without session, account or device, like the report itself. */
function byReceipt(receipt: string): Line {
  return {
    announce: ({ id, name, size, sha256 }) =>
      askAsNobody('/receipt-files', { receipt, id, name: neutral(name), size, sha256 }),
    part: ({ id }, number, bytes) => {
      const form = new FormData();
      form.set('receipt', receipt);
      form.set('file', id);
      form.set('number', String(number));
      form.set('part', bytes, 'part');
      return askAsNobody('/receipt-parts', form, PATIENCE);
    },
    list: async () => (await askAsNobody<List>('/receipt-file-lists', { receipt })).results,
    remove: (id) => askAsNobody('/receipt-file-removals', { receipt, id }),
  };
}
