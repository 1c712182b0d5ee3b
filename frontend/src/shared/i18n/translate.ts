export type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Params = Record<string, string | number>;

/** Fill `{name}` places; `{count}` also chooses the plural form, and is written with the language's own digits. */
export function translate(entry: Entry, language: string, params: Params = {}): string {
  const text = typeof entry === 'string' ? entry : form(entry, language, Number(params['count'] ?? 0));
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? place);
  });
}

function form(entry: Exclude<Entry, string>, language: string, count: number): string {
  const rule = new Intl.PluralRules(language).select(count);
  return entry[rule] ?? entry.other ?? '';
}
