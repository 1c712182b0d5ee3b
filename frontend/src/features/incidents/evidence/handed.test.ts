import { expect, test, vi } from 'vitest';
import type { EvidenceFile } from '../../../shared/api/types';
import { Handed } from './handed.svelte';
import type { Line } from './line';

const file = { id: 'f', name: 'a', size: 1, received: 1, state: 'viewable', kind: 'image', reason: '' } as EvidenceFile;

test('a list that was asked for before a file was removed does not bring it back', async () => {
  const answers: ((files: EvidenceFile[]) => void)[] = [];
  const list = (): Promise<EvidenceFile[]> => new Promise((answer) => answers.push(answer));
  const handed = new Handed({ list } as Line);
  const [before, after] = [handed.look(), handed.look()];
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!([]);
  await after;
  answers[0]!([file]);
  await before;

  expect(handed.results).toEqual([]);
});
