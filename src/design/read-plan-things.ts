/**
 * What a plan adds, replaces and removes. Things are read as in a design: laid beside the design of that
 * moment, built with it, and taken out again, so that names and defaults mean the same in both.
 */
import { buildDesign } from './build-design.ts';
import type { Change, Section } from './change.ts';
import { implyAttachments } from './imply-attachments.ts';
import { printDesign } from './print-design.ts';
import type { DesignPath } from './problem.ts';
import type { PlanReadingContext } from './read-plan-change.ts';
import { nameLookup, present, type Reading } from './reading.ts';
import type { ChangeDocument, ThingsDocument } from './schema-plan.ts';
import type { DesignDocument } from './schema.ts';
import type { Design } from './vocabulary.ts';

const nouns: Readonly<Record<Section, string>> = {
  vpcs: 'VPC',
  vpnGateways: 'VPN gateway',
  transitGateways: 'transit gateway',
  directConnectGateways: 'Direct Connect gateway',
  virtualInterfaces: 'virtual interface',
  routers: 'router',
  customerGateways: 'customer gateway',
  vpnConnections: 'VPN connection',
  clientVpnEndpoints: 'Client VPN endpoint',
};
const sections = Object.keys(nouns) as Section[];

/** Things before what hangs on them, so that each finds its place. */
export function readAddedThings(
  context: PlanReadingContext,
  kind: 'add' | 'replace',
  given: ThingsDocument,
  path: DesignPath,
  now: Design,
): Change[] {
  const { reading, suspect, origins } = context;
  const named = sections.flatMap((section) =>
    Object.keys(given[section] ?? {}).map((name) => [section, name] as const),
  );
  if (named.length === 0 && !reading.damaged(path)) reading.report(path, `it ${kind}s nothing`, null, 'key');
  for (const [section, name] of named) {
    const at = [...path, section, name];
    if (kind === 'replace') reading.known(nouns[section], new Map(Object.entries(now[section])), name, at);
    else if (now[section][name] !== undefined) {
      reading.report(at, `there is a ${nouns[section]} \`${name}\` already; \`replace\` makes it another`, null, 'key');
    }
  }
  const built = buildBeside(reading, given, path, now);
  const changes: Change[] = [];
  for (const [section, name] of named) {
    const thing = built[section][name];
    if (thing === undefined || reading.damaged([...path, section, name])) suspect.add(name);
    if (thing === undefined) continue;
    const key = `${section}/${name}`;
    origins.set(key, [...(origins.get(key) ?? []), [...path, section, name]]);
    changes.push({ kind, section, name, thing } as Change);
  }
  return [...changes, ...implied(given, built, now)];
}

/** Builds the design of the moment with the given things in it; only what is wrong with those is reported. */
function buildBeside(reading: Reading, given: ThingsDocument, path: DesignPath, now: Design): Design {
  const base = printDesign({ ...now, expect: [], demands: [], ignore: [], notModelled: [], replaced: [] });
  const united: DesignDocument = { ...base };
  for (const section of sections) {
    if (given[section] !== undefined)
      Object.assign(united, { [section]: Object.assign(Object.create(null) as object, base[section], given[section]) });
  }
  const isGiven = ([section, name]: DesignPath): boolean =>
    section !== undefined &&
    name !== undefined &&
    Object.hasOwn((given as Record<string, object>)[section] ?? {}, name);
  const elsewhere: { readonly path: DesignPath; readonly message: string }[] = [];
  const report: Reading['report'] = (each, message, suggestion, at) => {
    if (isGiven(each)) reading.report([...path, ...each], message, suggestion, at);
    else elsewhere.push({ path: each, message });
  };
  const inner = (document: DesignDocument, how: Reading['report']): Reading => ({
    ...reading,
    document,
    report: how,
    damaged: (each) => isGiven(each) && reading.damaged([...path, ...each]),
    lineOf: (each) => (isGiven(each) ? reading.lineOf([...path, ...each]) : 'in the design'),
    known: (what, names, name, each) =>
      isGiven(each)
        ? reading.known(what, names, name, [...path, ...each])
        : nameLookup(how, true)(what, names, name, each),
  });
  const built = buildDesign(inner(implyAttachments(united), report));
  if (elsewhere.length > 0)
    reportClashes(reading, elsewhere, path, (how) => buildDesign(inner(implyAttachments(base), how)));
  return built;
}

/** What the given things make wrong elsewhere in the design, and was not so before. */
function reportClashes(
  reading: Reading,
  elsewhere: readonly { readonly path: DesignPath; readonly message: string }[],
  path: DesignPath,
  buildBase: (how: Reading['report']) => void,
): void {
  const before = new Set<string>();
  buildBase((each, message) => void before.add(JSON.stringify([each, message])));
  for (const { path: each, message } of elsewhere) {
    if (!before.has(JSON.stringify([each, message])))
      reading.report(path, `${each.join('/')} of the design: ${message}`, null, 'key');
  }
}

/** Associating a transit gateway with a Direct Connect gateway draws an attachment on it. */
function implied(given: ThingsDocument, built: Design, now: Design): Change[] {
  if (given.directConnectGateways === undefined) return [];
  const changes: Change[] = [];
  for (const [name, before] of Object.entries(now.transitGateways)) {
    const after = built.transitGateways[name];
    if (after === undefined || given.transitGateways?.[name] !== undefined) continue;
    const isNew = Object.keys(after.attachments).some((attachment) => before.attachments[attachment] === undefined);
    if (isNew) changes.push({ kind: 'replace', section: 'transitGateways', name, thing: after });
  }
  return changes;
}

export function readRemovedThings(
  reading: Reading,
  given: NonNullable<ChangeDocument['remove']>,
  path: DesignPath,
  now: Design,
): Change[] {
  const changes: Change[] = [];
  for (const section of sections) {
    for (const [name, i] of present(given[section])) {
      const known = reading.known(nouns[section], new Map(Object.entries(now[section])), name, [...path, section, i]);
      if (known) changes.push({ kind: 'remove', section, name });
    }
  }
  if (
    changes.length === 0 &&
    sections.every((section) => (given[section]?.length ?? 0) === 0) &&
    !reading.damaged(path)
  ) {
    reading.report(path, 'it removes nothing', null, 'key');
  }
  return changes;
}
