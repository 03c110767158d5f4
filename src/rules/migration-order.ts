/**
 * In which order can a change be made, one thing at a time, so that every state in between is sound? Sound
 * means: no error that neither the design before nor the design after has. The states in between are
 * composed as documents, read like any design (so that no name dangles), solved and judged.
 */
import type { Settings } from '../aws/settings.ts';
import { printDesign } from '../design/print-design.ts';
import { readDesign } from '../design/read-design.ts';
import type { DesignDocument } from '../design/schema.ts';
import type { Design } from '../design/vocabulary.ts';
import { solve } from '../solve/solve.ts';
import { runRules } from './run-rules.ts';

export interface MigrationStep {
  /** `add vpn-2`, `change hub`, `remove vpn-1`. */
  readonly what: string;
  readonly section: string;
  readonly name: string;
}

export type MigrationOrder =
  | { readonly kind: 'sound'; readonly steps: readonly MigrationStep[] }
  /** No order has only sound states; the errors met when each remaining thing is tried as the first that fails. */
  | { readonly kind: 'none'; readonly steps: readonly MigrationStep[]; readonly met: readonly string[] }
  /** Too many orders to try all. */
  | { readonly kind: 'unknown'; readonly steps: readonly MigrationStep[]; readonly tried: number };

const sections = [
  'vpcs',
  'vpnGateways',
  'transitGateways',
  'directConnectGateways',
  'virtualInterfaces',
  'routers',
  'customerGateways',
  'vpnConnections',
  'clientVpnEndpoints',
] as const;

type Things = Readonly<Record<string, unknown>>;
type VpcDocument = NonNullable<DesignDocument['vpcs']>[string];

/** States judged at most. */
const mostStates = 300;

export function migrationOrder(before: Design, after: Design, settings: Settings, today: string): MigrationOrder {
  const from = printDesign(before);
  const to = printDesign(after);
  const steps = stepsBetween(from, to);
  const allowed = new Set([...errorsOf(before, settings, today), ...errorsOf(after, settings, today)]);
  const dead = new Set<string>();
  const met = new Set<string>();
  let judged = 0;
  let gaveUp = false;
  const full = steps.length;

  const sound = (done: ReadonlySet<number>): boolean => {
    if (judged >= mostStates) {
      gaveUp = true;
      return false;
    }
    judged += 1;
    const design = compose(from, to, steps, done);
    if (design === null) return false;
    const fresh = errorsOf(design, settings, today).filter((error) => !allowed.has(error));
    for (const error of fresh) met.add(error);
    return fresh.length === 0;
  };

  const search = (done: Set<number>): number[] | null => {
    if (done.size === full) return [];
    for (const [index] of steps.entries()) {
      if (done.has(index) || gaveUp) continue;
      const next = new Set([...done, index]);
      const key = [...next].sort((a, b) => a - b).join();
      if (dead.has(key)) continue;
      if (next.size === full || sound(next)) {
        const rest = search(next);
        if (rest !== null) return [index, ...rest];
      }
      dead.add(key);
    }
    return null;
  };

  const order = search(new Set());
  if (order !== null) return { kind: 'sound', steps: order.map((index) => steps[index] as MigrationStep) };
  if (gaveUp) return { kind: 'unknown', steps, tried: judged };
  return { kind: 'none', steps, met: [...met].sort() };
}

function thingsOf(document: DesignDocument, section: string): Things {
  return ((document as Record<string, unknown>)[section] ?? {}) as Things;
}

/** Added before changed before removed: the order that mostly holds. */
function stepsBetween(from: DesignDocument, to: DesignDocument): MigrationStep[] {
  const added: MigrationStep[] = [];
  const changed: MigrationStep[] = [];
  const removed: MigrationStep[] = [];
  for (const section of sections) {
    const a = thingsOf(from, section);
    const b = thingsOf(to, section);
    for (const name of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      if (!Object.hasOwn(a, name)) added.push({ what: `add ${name}`, section, name });
      else if (!Object.hasOwn(b, name)) removed.push({ what: `remove ${name}`, section, name });
      else if (JSON.stringify(a[name]) !== JSON.stringify(b[name]))
        changed.push({ what: `change ${name}`, section, name });
    }
  }
  return [...added, ...changed, ...removed.reverse()];
}

/** The state after some of the steps; null when names in it dangle. */
function compose(
  from: DesignDocument,
  to: DesignDocument,
  steps: readonly MigrationStep[],
  done: ReadonlySet<number>,
): Design | null {
  const document: Record<string, unknown> = { ...to, expect: sharedExpectations(from, to) };
  for (const section of sections) {
    const things: Record<string, unknown> = Object.assign(Object.create(null), thingsOf(from, section));
    for (const index of done) {
      const step = steps[index] as MigrationStep;
      if (step.section !== section) continue;
      const target = thingsOf(to, section);
      if (Object.hasOwn(target, step.name)) things[step.name] = target[step.name];
      else delete things[step.name];
    }
    document[section] = things;
  }
  document['vpcs'] = Object.fromEntries(
    Object.entries(document['vpcs'] as Things).map(([name, vpc]) => [name, withoutRoutesToNothing(vpc, document)]),
  );
  const reading = readDesign([{ file: 'migration', document: document as DesignDocument }], () => ({
    ok: false,
    why: 'no files here',
  }));
  return reading.design;
}

/**
 * A VPC's route names a gateway and the gateway names the VPC, so that neither could be made first: a route to a
 * gateway that is not there comes, and goes, with the gateway.
 */
function withoutRoutesToNothing(vpc: unknown, document: Readonly<Record<string, unknown>>): unknown {
  const { routeTables, ...rest } = vpc as VpcDocument;
  if (routeTables === undefined) return vpc;
  const there = (section: string, name: string | undefined): boolean =>
    name === undefined || Object.hasOwn(document[section] as Things, name);
  return {
    ...rest,
    routeTables: Object.fromEntries(
      Object.entries(routeTables).map(([name, { propagatingVgws = [], routes = [], ...table }]) => [
        name,
        {
          ...table,
          propagatingVgws: propagatingVgws.filter((gateway) => there('vpnGateways', gateway)),
          routes: routes.filter(
            ({ vpnGateway, transitGateway }) =>
              there('vpnGateways', vpnGateway) && there('transitGateways', transitGateway),
          ),
        },
      ]),
    ),
  };
}

/** What is expected before and after is expected all the way. */
function sharedExpectations(from: DesignDocument, to: DesignDocument): unknown[] {
  const known = new Set((from.expect ?? []).map((each) => JSON.stringify(each)));
  return (to.expect ?? []).filter((each) => known.has(JSON.stringify(each)));
}

function errorsOf(design: Design, settings: Settings, today: string): string[] {
  const solution = solve(design, settings);
  return runRules({ design, settings, solution, today, locate: () => null })
    .filter(({ severity, suppressed }) => severity === 'error' && suppressed === null)
    .map(({ rule, subject }) => `${rule} ${subject}`);
}
