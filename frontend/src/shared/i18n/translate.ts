export type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Params = Record<string, string | number>;

/** Fill `{name}` places; `{count}` also chooses the plural form, and is written with the language's own digits. */
export function translate(entry: Entry, language: string, params: Params = {}): string {
  const text = typeof entry === 'string' ? entry : form(entry, language, Number(params['count'] ?? 0));
  // A date may end in a full stop of its own ("29 нояб."); the sentence then needs no second one.
  return text.replace(/\{(\w+)\}(\.?)/g, (_place, name: string, stop: string) => {
    const value = params[name];
    const written = typeof value === 'number' ? value.toLocaleString(language) : (value ?? `{${name}}`);
    return written.endsWith('.') ? written : written + stop;
  });
}

function form(entry: Exclude<Entry, string>, language: string, count: number): string {
  const rule = new Intl.PluralRules(language).select(count);
  return entry[rule] ?? entry.other ?? '';
}
