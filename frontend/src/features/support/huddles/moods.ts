import type { Key } from '../../../shared/i18n/i18n.svelte';

const KEYS: readonly Key[] = ['mood.1', 'mood.2', 'mood.3', 'mood.4', 'mood.5'];

/** The word of a mood, 1 to 5, as it stands under its face. */
export const moodKey = (mood: number): Key => KEYS[mood - 1]!;
