/**
 * Of what a survey found, what `init` can go on from: the first kind that makes a design with something to check
 * in it. What an existing design or an export says is never guessed at; what cannot be used is told with its reason.
 */
import { loadDesign } from './load-design.ts';
import type { LoadedDesign } from './load-design.ts';
import { directoryOf } from './survey.ts';
import type { FoundKind, Survey } from './survey.ts';
import type { World } from './world.ts';

/** A directory of hundreds of inputs is somebody's collection, not a network. */
const mostAttempts = 60;

export interface Adopted {
  readonly kind: FoundKind;
  /** What `import` takes to make the same design: files, or the directory of an export. */
  readonly files: readonly string[];
  readonly loaded: LoadedDesign;
}

export interface Refused {
  readonly kind: FoundKind;
  readonly files: readonly string[];
  /** A clause. */
  readonly why: string;
}

export async function adoptInputs(
  directory: string,
  looked: Survey,
  world: World,
): Promise<{ readonly adopted: Adopted | null; readonly refused: readonly Refused[] }> {
  const refused: Refused[] = [];
  const attempt = async (kind: FoundKind, files: readonly string[]): Promise<Adopted | null> => {
    // A configuration that is there already is for later commands, and may be about other inputs.
    const loaded = await loadDesign(files, { fallback: {} }, world);
    if (loaded.problems !== null) {
      const [first] = loaded.problems;
      refused.push({ kind, files, why: first?.message ?? 'it cannot be read' });
      return null;
    }
    if (kind === 'design' || hasSessions(loaded)) return { kind, files, loaded };
    refused.push({ kind, files, why: 'there is no gateway, VPN or virtual interface in it' });
    return null;
  };
  const ofKind = (kind: FoundKind): readonly string[] => looked.found.find((each) => each.kind === kind)?.files ?? [];
  const byDepth = [...ofKind('design')].sort((a, b) => depth(a) - depth(b));
  const attempts: readonly (readonly [FoundKind, readonly string[]])[] = [
    // Files of one design are read together; designs that have nothing to do with each other are not one.
    ...together('design', byDepth),
    ...exports(ofKind('aws'), directoryOf('aws', directory, looked) ?? directory),
    ...ofKind('terraform-plan').map((file) => ['terraform-plan', [file]] as const),
    ...together('cloudformation', ofKind('cloudformation')),
  ];
  for (const [kind, files] of attempts.slice(0, mostAttempts)) {
    const adopted = await attempt(kind, files);
    if (adopted !== null)
      return { adopted, refused: refused.filter(({ files: few }) => few.length === 1 || kind !== adopted.kind) };
  }
  return { adopted: null, refused: refused.filter(({ kind, files }) => files.length === 1 || kind === 'aws') };
}

/** Some files of an export say what they are only by the company they keep: the directory first, then what is plain. */
function exports(files: readonly string[], directory: string): (readonly [FoundKind, readonly string[]])[] {
  if (files.length === 0) return [];
  const whole: readonly [FoundKind, readonly string[]] = ['aws', [directory]];
  const plain: readonly [FoundKind, readonly string[]] = ['aws', files];
  return files.length === 1 ? [plain, whole] : [whole, plain];
}

function together(kind: FoundKind, files: readonly string[]): (readonly [FoundKind, readonly string[]])[] {
  const each = files.map((file) => [kind, [file]] as const);
  return files.length > 1 ? [[kind, files], ...each] : each;
}

function depth(file: string): number {
  return file.split(/[\\/]/).length;
}

function hasSessions({ design }: LoadedDesign): boolean {
  const { vpnConnections, virtualInterfaces, vpnGateways, transitGateways } = design;
  return [vpnConnections, virtualInterfaces, vpnGateways, transitGateways].some((each) => Object.keys(each).length > 0);
}
