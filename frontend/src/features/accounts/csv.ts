/** Rows of a CSV text, quotes and line breaks inside quotes included. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    if (quoted && letter === '"' && text[i + 1] === '"') field += text[i++];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ',') [row, field] = [[...row, field], ''];
    else if (!quoted && letter === '\n') {
      rows.push([...row, field.replace(/\r$/, '')]);
      [row, field] = [[], ''];
    } else field += letter;
  }
  if (field || row.length) rows.push([...row, field]);
  return rows;
}

export function writeCsv(rows: string[][]): string {
  return rows.map((row) => row.map(quote).join(',')).join('\r\n') + '\r\n';
}

/** A spreadsheet runs what begins like a formula; a leading apostrophe makes it a text. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
