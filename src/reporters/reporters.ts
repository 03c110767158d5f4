/** The formats of `check`: a new one is a file beside this and a line here. */
import type { Design } from '../design/vocabulary.ts';
import type { CheckResult } from '../rules/check-result.ts';
import { reportGithub } from './github.ts';
import { reportGitlab } from './gitlab.ts';
import { reportHtml } from './html.ts';
import { reportJson } from './json.ts';
import { reportJunit } from './junit.ts';
import { reportMarkdown } from './markdown.ts';
import { reportSarif } from './sarif.ts';
import { reportText } from './text.ts';

/** Where the text is to be read; formats for programs take no notice. */
export interface ReportOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** What was judged, for formats that draw it. */
  readonly design?: Design;
}

/** A verdict to text of one format; pure. */
export type Reporter = (result: CheckResult, options: ReportOptions) => string;

/** By the name that `--format` takes. */
export const reporters = {
  text: reportText,
  json: reportJson,
  sarif: reportSarif,
  junit: reportJunit,
  github: reportGithub,
  gitlab: reportGitlab,
  markdown: reportMarkdown,
  html: reportHtml,
} as const satisfies Readonly<Record<string, Reporter>>;
