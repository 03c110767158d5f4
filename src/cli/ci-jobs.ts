/**
 * Jobs that check every change, for GitHub and GitLab: the published package of the very version that wrote them,
 * annotations and a summary, findings as SARIF or as a code quality report. They run at the root of the repository,
 * so that the places in them are those of its files.
 */
import { posix } from 'node:path';

export interface Job {
  readonly version: string;
  /** The directory of the configuration, from the root of the repository; empty: the root. */
  readonly within: string;
}

function checkCommand({ version, within }: Job): string {
  const configuration = within === '' ? '' : ` --config ${quoted(posix.join(within, '.routecap.yaml'))}`;
  return `npx --yes routecap@${version} check${configuration}`;
}

/** For a shell, inside YAML that is not quoted. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

export function githubWorkflow(job: Job): string {
  return `# Checks the design on every change. Written by \`routecap init\`; it is yours to change.
name: routecap
on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read
  # To show the findings under "Code scanning".
  security-events: write

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - name: Will the sessions hold?
        run: >-
          ${checkCommand(job)}
          --format github
          --format sarif=routecap.sarif
          --format markdown=routecap.md
      - name: Summary
        if: \${{ !cancelled() && hashFiles('routecap.md') != '' }}
        run: cat routecap.md >> "$GITHUB_STEP_SUMMARY"
      - name: Code scanning
        if: \${{ !cancelled() && hashFiles('routecap.sarif') != '' }}
        # Private repositories without code scanning, and pull requests from forks, may not upload.
        continue-on-error: true
        uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: routecap.sarif
          category: routecap
`;
}

export const gitlabJobFile = '.gitlab/routecap.yml';

export function gitlabJob(job: Job): string {
  return `# Checks the design on every change. Written by \`routecap init\`; it is yours to change.
routecap:
  image: node:24-alpine
  script:
    - >-
      ${checkCommand(job)}
      --format text
      --format gitlab=gl-code-quality-report.json
      --format junit=routecap.xml
      --format markdown=routecap.md
  artifacts:
    when: always
    paths: [routecap.md]
    reports:
      codequality: gl-code-quality-report.json
      junit: routecap.xml
`;
}

/** For a repository that has no pipeline yet. */
export const gitlabPipeline = `# Written by \`routecap init\`; it is yours to change.
include:
  - local: ${gitlabJobFile}
`;
