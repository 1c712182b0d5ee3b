import type { Component } from 'svelte';
import { i18n, type Bundle, type Key } from '../shared/i18n/i18n.svelte';

/** Some screens take the rest of the path as `param`, most take nothing. */
type Screen = Component<any>;
type Load = () => Promise<{ default: Screen }>;

export interface Route {
  title: Key;
  /** Which entry of the bar is lit. */
  at?: string;
  /** `desk` has no bar and no name; `open` is for nobody in particular, `anyone` for whoever is here, signed in or not. */
  kind?: 'desk' | 'open' | 'anyone';
  /** The whole screen is the screen's: no line above, no bar below. */
  bare?: true;
  /** It looks like nothing in particular: nothing of ours stands above it, not even help. */
  plain?: true;
  /** For a laptop: the lines above it begin where the wide screen begins. */
  wide?: true;
  /** On the way to a check-in: in the first file. All others are fetched when they are opened. */
  screen?: Screen;
  load?: Load;
}

/** A screen comes together with its words. */
export function lazily(words: Bundle, title: Key, load: Load, more: Partial<Route> = {}): Route {
  return { title, load: async () => (await Promise.all([load(), i18n.also(words)]))[0], ...more };
}
