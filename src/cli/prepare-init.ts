/**
 * What `init` is going to write, and why: what lies in the directory, what of it can be gone on from, which files
 * are there already.
 */
import { join } from 'node:path';
import { adoptInputs } from './adopt-inputs.ts';
import type { Adopted, Refused } from './adopt-inputs.ts';
import { adoptedDesign } from './adopted-design.ts';
import { githubWorkflow, gitlabJob, gitlabJobFile, gitlabPipeline } from './ci-jobs.ts';
import { configurationName } from './find-configuration.ts';
import { findRepository, forges } from './repository.ts';
import type { Forge } from './repository.ts';
import { configurationText, starterDesign } from './starter-files.ts';
import { relativeTo, survey } from './survey.ts';
import type { Survey } from './survey.ts';
import { version } from './version.ts';
import { FileError } from './world.ts';
import type { World } from './world.ts';

const designName = 'routecap.yaml';

export interface InitFlags {
  readonly ci?: Forge | 'none';
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** A file that `init` writes, or would. */
export interface PlannedFile {
  readonly path: string;
  readonly what: string;
  readonly text: string;
  readonly fate: 'written' | 'overwritten' | 'kept';
}

export interface InitResult {
  readonly directory: string;
  readonly survey: Survey;
  readonly adopted: Adopted | null;
  readonly refused: readonly Refused[];
  readonly files: readonly PlannedFile[];
  readonly dryRun: boolean;
  /** What to do next, a line each. */
  readonly next: readonly string[];
}

/** A text says why it cannot be done. */
export async function prepareInit(directory: string, flags: InitFlags, world: World): Promise<InitResult | string> {
  const trouble = await troubleWith(directory, world);
  if (trouble !== null) return trouble;
  const library = await import('../index.ts');
  const looked = await lookAround(directory, flags, world, library.recogniseInput);
  const { adopted, refused } = await adoptInputs(directory, looked, world);
  const near = (file: string): string => relativeTo(directory, file);
  const target = join(directory, designName);
  const existing = adopted?.kind === 'design' ? adopted.files.map(near) : null;
  if (existing === null && flags.force !== true && (await world.look(target)).kind !== 'missing') {
    const why = refused.find(({ files }) => files.length === 1 && join(files[0] ?? '') === target)?.why;
    return `${target} is there and is no design to go on from${why === undefined ? '' : `: ${why}`}; mend it, or --force writes over it`;
  }
  const routers = looked.found.find(({ kind }) => kind === 'router')?.files.map(near) ?? [];

  const planned: { path: string; what: string; text: string }[] = [];
  if (existing === null) {
    planned.push(
      adopted === null
        ? { path: target, what: 'a small design to begin with', text: starterDesign }
        : {
            path: target,
            what: 'what was found, as a design',
            text: adoptedDesign(
              adopted,
              { source: adopted.files.map(near).join(' '), target: designName, routers },
              library,
            ),
          },
    );
  }
  planned.push({
    path: join(directory, configurationName),
    what: 'what every check reads and wants',
    text: configurationText(existing ?? [designName]),
  });
  const { root, within, forges: seen } = await findRepository(directory, world);
  const wanted = flags.ci === undefined ? seen : forges.filter((forge) => forge === flags.ci);
  const job = { version: version(), within };
  if (wanted.includes('github')) {
    const path = join(root, '.github/workflows/routecap.yml');
    planned.push({ path, what: 'a GitHub workflow that checks every change', text: githubWorkflow(job) });
  }
  const next = ['routecap check'];
  if (directory !== '.') next[0] = `cd ${directory} && routecap check`;
  if (wanted.includes('gitlab')) {
    const path = join(root, gitlabJobFile);
    planned.push({ path, what: 'a GitLab job that checks every change', text: gitlabJob(job) });
    const pipeline = join(root, '.gitlab-ci.yml');
    if ((await world.look(pipeline)).kind === 'missing') {
      planned.push({ path: pipeline, what: 'the pipeline that includes it', text: gitlabPipeline });
    } else next.push(`include the job in ${pipeline}: include: [{ local: ${gitlabJobFile} }]`);
  }
  const files: PlannedFile[] = [];
  for (const file of planned) {
    const there = (await world.look(file.path)).kind !== 'missing';
    files.push({ ...file, fate: !there ? 'written' : flags.force === true ? 'overwritten' : 'kept' });
  }
  return { directory, survey: looked, adopted, refused, files, dryRun: flags.dryRun === true, next };
}

async function troubleWith(directory: string, world: World): Promise<string | null> {
  const found = await world.look(directory);
  if (found.kind === 'directory') return null;
  if (found.kind === 'missing') return `cannot look at ${directory}: there is no such directory`;
  return `cannot look at ${directory}: ${found.kind === 'unreadable' ? found.why : 'it is not a directory'}`;
}

/** What it is about to write over is not what it goes on from. */
async function lookAround(
  directory: string,
  flags: InitFlags,
  world: World,
  recognise: (text: string) => string,
): Promise<Survey> {
  let looked: Survey;
  try {
    looked = await survey(directory, world, recognise);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    // A directory below that may not be read: what is in the others is not known either.
    return { found: [], looked: 0, cut: true };
  }
  if (flags.force !== true) return looked;
  const target = join(directory, designName);
  const found = looked.found
    .map((each) => ({ ...each, files: each.files.filter((file) => join(file) !== target) }))
    .filter(({ files }) => files.length > 0);
  return { ...looked, found };
}

/** For scripts; a dry run shows the texts too. */
export function dataOf({ directory, survey: looked, adopted, refused, files, dryRun, next }: InitResult): object {
  return {
    routecap: version(),
    directory,
    looked: looked.looked,
    cut: looked.cut,
    found: looked.found,
    adopted: adopted === null ? null : { kind: adopted.kind, files: adopted.files },
    refused,
    dryRun,
    files: files.map(({ path, what, fate, text }) => ({ path, what, fate, ...(dryRun ? { text } : {}) })),
    next,
    exitCode: 0,
  };
}
