/**
 * What a text is, told by its content alone: a design, output of the AWS CLI, or something else that
 * people have at hand. Only as much is looked at as is needed to tell; the readers find the faults.
 */
import { readKindOf, unmodelledKeys } from './aws/file-kinds.ts';

export type InputKind = 'design' | 'aws' | 'bgp-log' | 'terraform-plan' | 'cloudformation' | 'unknown';

/** `unknown`: nothing says what it is; a lone file of that kind is best read as a design. */
export function recogniseInput(text: string): InputKind {
  if (isBgpLog(text)) return 'bgp-log';
  return /^\s*[{[]/.test(text) ? recogniseJson(text) : recogniseYaml(text);
}

/** The first record tells; CloudWatch puts records into texts, with their quotes escaped. */
function isBgpLog(text: string): boolean {
  const start = text.slice(0, 4096);
  return /\\?"type\\?"\s*:\s*\\?"(?:BGPStatus|RouteStatus)\\?"/.test(start) && /\\?"event_timestamp\\?"/.test(start);
}

/** Above this a text is not parsed only to tell what it is, where its first key tells already. */
const large = 4 * 2 ** 20;

function recogniseByFirstKey(text: string): InputKind | null {
  const [, key = '', opener] = /^\s*\{\s*"(\w{1,64})"\s*:\s*(\[?)/.exec(text.slice(0, 4096)) ?? [];
  if (key === 'routecap') return 'design';
  if (key === 'AWSTemplateFormatVersion') return 'cloudformation';
  // Only Terraform writes it first.
  if (key === 'format_version') return 'terraform-plan';
  return opener === '[' && readKindOf.has(key) ? 'aws' : null;
}

function recogniseJson(text: string): InputKind {
  const first = text.length > large ? recogniseByFirstKey(text) : null;
  if (first !== null) return first;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Broken, or YAML in braces: one of our own keys or one of AWS's at the start of a line or of the text decides.
    if (/^\s*[{]?\s*["']?routecap["']?\s*:/m.test(text)) return 'design';
    const keys = text.slice(0, 4096).matchAll(/"([A-Za-z]+)"\s*:/g);
    for (const [, key = ''] of keys) if (readKindOf.has(key)) return 'aws';
    return 'unknown';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'unknown';
  const keys = Object.keys(value);
  if (keys.includes('routecap')) return 'design';
  if (keys.some((key) => ['terraform_version', 'planned_values', 'prior_state', 'resource_changes'].includes(key)))
    return 'terraform-plan';
  if (keys.includes('format_version') && keys.includes('values')) return 'terraform-plan';
  if (keys.includes('AWSTemplateFormatVersion') || isTemplate(value as Record<string, unknown>))
    return 'cloudformation';
  // AWS writes most of its keys with a capital; those of Direct Connect are too near to ours to go by alone.
  const mine = keys.some((key) => readKindOf.has(key) || unmodelledKeys.has(key));
  const list = keys.some((key) => Array.isArray((value as Record<string, unknown>)[key]));
  return mine && (list || keys.some((key) => /^[A-Z]/.test(key))) ? 'aws' : 'unknown';
}

function isTemplate(value: Record<string, unknown>): boolean {
  const resources = value['Resources'];
  if (typeof resources !== 'object' || resources === null) return false;
  return Object.values(resources).some((each: unknown) => {
    const type = typeof each === 'object' && each !== null ? (each as { Type?: unknown }).Type : undefined;
    return typeof type === 'string' && type.startsWith('AWS::');
  });
}

function recogniseYaml(text: string): InputKind {
  if (/^["']?routecap["']?\s*:/m.test(text)) return 'design';
  if (
    /^AWSTemplateFormatVersion\s*:/m.test(text) ||
    (/^["']?Resources["']?\s*:/m.test(text) && /^[ \t].*\bType["']?\s*:\s*["']?AWS::/m.test(text))
  ) {
    return 'cloudformation';
  }
  return 'unknown';
}
