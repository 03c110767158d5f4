/** `--announce ROUTER=FILE`: the files read, and what they say put into the design in place of what it said. */
import type { Announcement, Design, Locate, Problem, Settings } from '../index.ts';
import { readPathBytes } from './read-paths.ts';
import type { AnnounceFlag } from './shared-flags.ts';
import { unpack } from './unpack.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

type Library = typeof import('../index.ts');

export interface AnnouncedFileRead extends AnnounceFlag {
  readonly announcements: readonly Announcement[];
  readonly notes: readonly string[];
  readonly localAs: number | null;
  readonly lacksOwnAs: boolean;
}

/** Each file once, whatever number of routers it is for. */
export async function readAnnounced(
  flags: readonly AnnounceFlag[],
  paths: readonly string[],
  world: World,
  library: Library,
): Promise<{ readonly read: readonly AnnouncedFileRead[]; readonly problems: readonly Problem[] }> {
  const fromStdin = [...paths, ...flags.map(({ file }) => file)].filter((path) => path === '-');
  if (fromStdin.length > 1) throw new UsageError('standard input can be read once, and - stands for it twice');
  const read: AnnouncedFileRead[] = [];
  const problems: Problem[] = [];
  for (const flag of flags) {
    const { file, format, peer } = flag;
    const packed = await readPathBytes(file, world, library.nearest, problems);
    if (packed === null) continue;
    const unpacked = await unpack(packed);
    if ('why' in unpacked) {
      problems.push({
        message: `cannot read ${file}: ${unpacked.why}`,
        at: null,
        excerpt: null,
        width: 1,
        suggestion: null,
      });
      continue;
    }
    const name = file === '-' ? '<stdin>' : file;
    const imported = library.importAnnounced({ path: name, bytes: unpacked.bytes, format, peer });
    problems.push(...imported.problems);
    const { announcements, notes, localAs, lacksOwnAs } = imported;
    read.push({ ...flag, file: name, announcements, notes, localAs, lacksOwnAs });
  }
  return { read, problems };
}

export interface AppliedAnnounced {
  readonly design: Design;
  readonly locate: Locate;
  /** Of names that no router has. */
  readonly problems: readonly Problem[];
}

export function applyAnnounced(
  read: readonly AnnouncedFileRead[],
  given: { readonly design: Design; readonly settings: Settings; readonly locate: Locate },
  library: Library,
): AppliedAnnounced {
  const network = library.buildNetwork(given.design, given.settings);
  const problems: Problem[] = [];
  const notes: { subject: string; what: string; file: string }[] = [];
  let { design } = given;
  for (const router of new Set(read.map((each) => each.router))) {
    const node = library.routerNamed(network, router);
    if (!('sessions' in node)) {
      problems.push({
        message: `--announce ${router}: ${node.why}`,
        at: null,
        excerpt: null,
        width: 1,
        suggestion: node.suggestion,
      });
      continue;
    }
    const own = read.filter((each) => each.router === router);
    const asn = node.asn ?? node.sessions[0]?.customerAsn ?? null;
    design = library.announceAs(
      design,
      node,
      own.flatMap(({ announcements, lacksOwnAs }) =>
        lacksOwnAs ? announcements.map((each) => asSent(each, asn)) : announcements,
      ),
    );
    for (const { file, notes: said, localAs } of own) {
      for (const what of said) notes.push({ subject: router, what: `${file}: ${what}`, file });
      if (localAs !== null && asn !== null && localAs !== asn) {
        notes.push({ subject: router, what: `${file} is what AS ${localAs} sees, and ${router} is AS ${asn}`, file });
      }
    }
    if (node.sessions.length > 0 && node.sessions.every(({ routing }) => routing === 'static')) {
      notes.push({
        subject: router,
        what: 'its connections are static, so what it announces is not used',
        file: own[0]!.file,
      });
    }
  }
  const before = design.notModelled.length;
  const locate: Locate = (path) => {
    const note = path[0] === 'notModelled' ? notes[Number(path[1]) - before] : undefined;
    return note === undefined ? given.locate(path) : { file: note.file, line: 1, column: 1 };
  };
  const notModelled = [...design.notModelled, ...notes.map(({ subject, what }) => ({ subject, what }))];
  return { design: { ...design, notModelled }, locate, problems };
}

/** A path that begins with the own AS is a prepend where the own AS is not shown, and it comes in front of that. */
function asSent(announcement: Announcement, asn: number | null): Announcement {
  const { asPath } = announcement;
  return asn === null || asPath?.[0] !== asn ? announcement : { ...announcement, asPath: [asn, ...asPath] };
}
