import type { TrendsPage } from '../../shared/api/types';
import { t } from '../../shared/i18n/i18n.svelte';
import { lastWeeks, letterOf } from './chart';
import { edges, fullDay, noon } from './days';
import { paint, SIZE, type Caption } from './paint';
import { groupWord, nowWord, saidWord } from './words';

/** The chart of moods as a PNG, drawn here: the server makes no pictures and learns of none. */
export async function savePicture(page: TrendsPage, weeks: number): Promise<void> {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const starts = (page.changes ?? []).map(({ starts_on }) => starts_on).reverse();
  paint(canvas.getContext('2d')!, lastWeeks(page.mood!.line, weeks), starts, captionOf(page));
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob) save(blob, 'aftercall-trends.png');
}

function captionOf(page: TrendsPage): Caption {
  const mood = page.mood!;
  const now = mood.now && (mood.now.group.level === page.group?.level ? nowWord(mood.now) : null);
  return {
    title: `${groupWord(page.group!)}. ${saidWord(mood.said)}`,
    lines: [now ?? t('trends.mood_read'), ...namesOfChanges(page)].slice(0, 4),
    foot: `${t('trends.until', edges(mood.line.at(-1)!.starts_on))} ${t('said.blur')}`,
  };
}

function namesOfChanges(page: TrendsPage): string[] {
  const oldestFirst = (page.changes ?? []).toReversed();
  return oldestFirst
    .map((one, n) => `${letterOf(n)}  ${fullDay(noon(one.starts_on))}: ${one.actions.join(', ')}`)
    .slice(-3);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // some browsers read it after the click
}
