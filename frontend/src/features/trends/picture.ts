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
  const points = lastWeeks(page.mood!.line, weeks);
  paint(canvas.getContext('2d')!, points, starts, captionOf(page, points[0]!.starts_on));
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob) save(blob, 'aftercall-trends.png');
}

function captionOf(page: TrendsPage, since: string): Caption {
  const mood = page.mood!;
  const now = mood.now && (mood.now.group.level === page.group?.level ? nowWord(mood.now) : null);
  return {
    title: `${groupWord(page.group!)}. ${saidWord(mood.said)}`,
    lines: [now ?? t('trends.mood_read'), ...namesOfChanges(page, since)],
    foot: [t('said.blur'), t('trends.until', edges(mood.line.at(-1)!.starts_on))],
  };
}

/** The last of those whose letter is on the chart. */
function namesOfChanges(page: TrendsPage, since: string): string[] {
  const until = page.mood!.line.at(-1)!.starts_on;
  const lettered = (page.changes ?? []).toReversed().map((one, n) => ({ ...one, letter: letterOf(n) }));
  return lettered
    .filter(({ starts_on }) => starts_on >= since && starts_on <= until)
    .map((one) => `${one.letter}  ${fullDay(noon(one.starts_on))}: ${one.actions.join(', ')}`)
    .slice(-3);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // some browsers read it after the click
}
