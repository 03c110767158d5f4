/** Why a prefix goes where it goes at a place, and where its packets end, as text and as data. */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { formatPrefix } from '../net/format-prefix.ts';
import type { ExplainedCandidate, Explanation } from '../solve/explanation.ts';
import type { Forwarding, Way } from '../solve/forwarding.ts';
import { printable } from './printable.ts';
import { alternativesText, attributesText, routeData } from './route-source.ts';
import { shortSessions } from './short-sessions.ts';
import { padEnd, wrap } from './wrap.ts';

export interface Explained {
  readonly explanation: Explanation;
  /** From the place's thing towards the prefix; null where nothing starts (a Direct Connect gateway). */
  readonly forwarding: Forwarding | null;
}

/** An explanation as plain data, prefixes as text. */
export function explainedData({ explanation, forwarding }: Explained): unknown {
  const { entry } = explanation;
  return {
    place: explanation.place,
    prefix: formatPrefix(explanation.prefix),
    entry:
      entry === null
        ? null
        : {
            prefix: formatPrefix(entry.prefix),
            status: entry.presence,
            alternatives: entry.alternatives.map((group) => group.map((route) => routeData(route))),
          },
    candidates: explanation.candidates.map(({ route, from, outcome, step, to, why }) => ({
      from,
      outcome,
      route: routeData(route),
      step,
      to,
      why,
    })),
    ties: explanation.ties,
    forwarding:
      forwarding === null
        ? null
        : {
            from: forwarding.from,
            destination: formatPrefix(forwarding.destination),
            reach: forwarding.reach,
            via: forwarding.via,
            why: forwarding.why,
            ways: forwarding.ways.map((way) => ({
              destination: formatPrefix(way.destination),
              outcome: way.outcome,
              places: way.places,
              sessions: way.sessions.map((session) => session.id),
              end: way.end,
              why: way.why,
            })),
          },
  };
}

/** Explanations as text for a terminal of `width` columns. */
export function reportExplained(
  explained: readonly Explained[],
  options: { readonly color: boolean; readonly width: number },
): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(40, options.width);
  return `${explained.map((each) => block(each, colors, width).join('\n')).join('\n\n')}\n`;
}

function block({ explanation, forwarding }: Explained, colors: Colors, width: number): string[] {
  const { entry, candidates, ties } = explanation;
  const prefix = formatPrefix(explanation.prefix);
  const lines = [colors.bold(printable(`${prefix} at ${explanation.place}`))];
  if (entry === null) {
    lines.push(colors.red('  no route'));
  } else {
    const matched = formatPrefix(entry.prefix);
    const over = alternativesText(entry.alternatives);
    const match = matched === prefix ? matched : `${matched} (longest match)`;
    const paint = entry.presence === 'certain' ? colors.green : colors.yellow;
    lines.push(
      ...wrap(printable(`${match}, ${entry.presence}: ${over}`), width, '  ', '    ').map((line) => paint(line)),
    );
  }
  if (candidates.length > 0) lines.push('', '  candidates', ...candidateLines(candidates, colors, width));
  if (ties !== null) lines.push('', ...wrap(printable(`open tie: ${ties}`), width, '  ', '    '));
  if (forwarding !== null) lines.push('', ...forwardingLines(forwarding, colors, width));
  return lines;
}

/** Candidates of which the same is to be said share the lines. */
function candidateLines(candidates: readonly ExplainedCandidate[], colors: Colors, width: number): string[] {
  const groups = new Map<string, { names: string[]; first: ExplainedCandidate }>();
  for (const candidate of candidates) {
    const key = JSON.stringify([candidate.outcome, attributesText(candidate.route), candidate.step?.id, candidate.why]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [candidate.from], first: candidate });
    else group.names.push(candidate.from);
  }
  const indent = ' '.repeat(14);
  return [...groups.values()].flatMap(({ names, first }) => {
    const paint = { 'in use': colors.green, possible: colors.yellow, lost: colors.dim, refused: colors.red }[
      first.outcome
    ];
    const attributes = attributesText(first.route);
    const title = `${shortSessions(names).join(', ')}${attributes === '' ? '' : `  ·  ${attributes}`}`;
    const [head = '', ...tail] = wrap(printable(title), width, indent, indent);
    const lines = [`    ${paint(padEnd(first.outcome, 'possible'.length))}  ${head.slice(indent.length)}`, ...tail];
    const why = `${first.step === null ? '' : `${first.step.id}: `}${first.why}`;
    if (why !== '') lines.push(...wrap(printable(why), width, indent, indent).map((line) => colors.dim(line)));
    return lines;
  });
}

function forwardingLines(forwarding: Forwarding, colors: Colors, width: number): string[] {
  const paint = { certain: colors.green, possible: colors.yellow, never: colors.red }[forwarding.reach];
  const lines = wrap(printable(`packets from ${forwarding.from}: ${forwarding.why}`), width, '  ', '    ').map(paint);
  const groups = new Map<string, { first: Way; over: string[] }>();
  for (const way of forwarding.ways) {
    const over = way.sessions.map((session) => session.id);
    // Ways of one hop over sessions that lead to the same end are told together.
    const apart = over.length > 1 ? over : null;
    const key = JSON.stringify([formatPrefix(way.destination), way.places, way.end, way.outcome, way.why, apart]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: way, over });
    else group.over.push(...over);
  }
  for (const { first, over } of groups.values()) {
    lines.push(...wrap(printable(wayText(first, over, forwarding)), width, '    ', '      '));
  }
  return lines;
}

function wayText(way: Way, sessions: readonly string[], forwarding: Forwarding): string {
  const piece = formatPrefix(way.destination);
  const about = piece === formatPrefix(forwarding.destination) ? '' : `${piece}: `;
  const over = sessions.length === 0 ? '' : ` over ${shortSessions(sessions).join(', ')}`;
  const end = way.end === null || way.places.includes(way.end) ? '' : ` → ${way.end}`;
  return `${about}${way.places.join(' → ')}${end}${over}: ${way.outcome}${way.why === '' ? '' : `, ${way.why}`}`;
}
