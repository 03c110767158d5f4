/** A design as the text of a file that means it: YAML for people, JSON for programs. */
import { Document, isCollection, isMap, isScalar, visit } from 'yaml';
import type { ToStringOptions } from 'yaml';
import type { Design } from '../design/vocabulary.ts';
import { printDesign } from '../design/print-design.ts';
import { formatJson } from './format-json.ts';
import { printableJson } from './printable.ts';

export const designFormats = ['yaml', 'json'] as const;
/** Languages a design is written in. */
export type DesignFormat = (typeof designFormats)[number];

/** A Design as a file, in YAML or JSON. `remark`: what to say of a thing in a section, as a comment above it in YAML; one line. */
export function formatDesign(
  design: Design,
  format: DesignFormat,
  remark: (section: string, name: string) => string | null = () => null,
): string {
  return formatDocument(printDesign(design), format, remark);
}

/** A document of the design language, or a part of one. */
export function formatDocument(
  document: object,
  format: DesignFormat,
  remark: (section: string, name: string) => string | null = () => null,
): string {
  if (format === 'json') return formatJson(document);
  const yaml = new Document(document, { version: '1.2', aliasDuplicateObjects: false });
  visit(yaml, {
    Collection: (_, node, path) => {
      // The document, its sections and the names in them stand below each other; the rest is short lines.
      const depth = path.filter((each) => isCollection(each)).length;
      if (depth >= 2 && inlineWidth(node) <= shortLine) node.flow = true;
    },
  });
  for (const section of isMap(yaml.contents) ? yaml.contents.items : []) {
    for (const { key } of isMap(section.value) ? section.value.items : []) {
      if (!isScalar(key) || !isScalar(section.key)) continue;
      const words = remark(String(section.key.value), String(key.value));
      if (words !== null) key.commentBefore = ` ${words}`;
    }
  }
  const options: ToStringOptions = { lineWidth: 0 };
  const text = yaml.toString(options);
  if (printableJson(text) === text) return text;
  // Escapes are understood between double quotes only.
  return printableJson(
    yaml.toString({ ...options, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  );
}

const shortLine = 88;

/** Columns a node would take on one line, near enough; given up on when it is long anyway. */
function inlineWidth(node: unknown, limit = shortLine): number {
  if (isScalar(node)) return String(node.value).length;
  if (!isCollection(node)) return 0;
  let sum = 2;
  for (const item of node.items) {
    if (sum > limit) return sum;
    if (isMap(node)) {
      const { key, value } = item as { key: unknown; value: unknown };
      sum += inlineWidth(key, limit) + inlineWidth(value, limit) + 4;
    } else {
      sum += inlineWidth(item, limit) + 2;
    }
  }
  return sum;
}
