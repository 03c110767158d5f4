/** Text of a foreign language as a name of the design language: letters, digits and . _ : @ + -, beginning with a letter or digit. */

const longest = 160;

export function designName(text: string): string {
  const clean = text
    .slice(0, longest)
    .replace(/[^A-Za-z0-9._:@+-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return clean === '' ? 'x' : clean;
}

/** The name, or the next free one of its kind, which it then takes. */
export function freeName(taken: Set<string>, text: string): string {
  const wanted = designName(text);
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`;
  taken.add(name);
  return name;
}
