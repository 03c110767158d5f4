/**
 * Regions by code: their names for people, and where Site-to-Site VPN (F121) and its acceleration
 * (F145) are to be had. The list of regions is as of 2026; an unknown code is not an error here.
 */

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly partition: 'aws' | 'aws-cn' | 'aws-us-gov';
}

const commercial: readonly (readonly [code: string, name: string])[] = [
  ['af-south-1', 'Africa (Cape Town)'],
  ['ap-east-1', 'Asia Pacific (Hong Kong)'],
  ['ap-east-2', 'Asia Pacific (Taipei)'],
  ['ap-northeast-1', 'Asia Pacific (Tokyo)'],
  ['ap-northeast-2', 'Asia Pacific (Seoul)'],
  ['ap-northeast-3', 'Asia Pacific (Osaka)'],
  ['ap-south-1', 'Asia Pacific (Mumbai)'],
  ['ap-south-2', 'Asia Pacific (Hyderabad)'],
  ['ap-southeast-1', 'Asia Pacific (Singapore)'],
  ['ap-southeast-2', 'Asia Pacific (Sydney)'],
  ['ap-southeast-3', 'Asia Pacific (Jakarta)'],
  ['ap-southeast-4', 'Asia Pacific (Melbourne)'],
  ['ap-southeast-5', 'Asia Pacific (Malaysia)'],
  ['ap-southeast-6', 'Asia Pacific (New Zealand)'],
  ['ap-southeast-7', 'Asia Pacific (Thailand)'],
  ['ca-central-1', 'Canada (Central)'],
  ['ca-west-1', 'Canada West (Calgary)'],
  ['eu-central-1', 'Europe (Frankfurt)'],
  ['eu-central-2', 'Europe (Zurich)'],
  ['eu-north-1', 'Europe (Stockholm)'],
  ['eu-south-1', 'Europe (Milan)'],
  ['eu-south-2', 'Europe (Spain)'],
  ['eu-west-1', 'Europe (Ireland)'],
  ['eu-west-2', 'Europe (London)'],
  ['eu-west-3', 'Europe (Paris)'],
  ['il-central-1', 'Israel (Tel Aviv)'],
  ['me-central-1', 'Middle East (UAE)'],
  ['me-south-1', 'Middle East (Bahrain)'],
  ['mx-central-1', 'Mexico (Central)'],
  ['sa-east-1', 'South America (Sao Paulo)'],
  ['us-east-1', 'US East (N. Virginia)'],
  ['us-east-2', 'US East (Ohio)'],
  ['us-west-1', 'US West (N. California)'],
  ['us-west-2', 'US West (Oregon)'],
];

export const regions: readonly Region[] = [
  ...commercial.map(([code, name]): Region => ({ code, name, partition: 'aws' })),
  { code: 'cn-north-1', name: 'China (Beijing)', partition: 'aws-cn' },
  { code: 'cn-northwest-1', name: 'China (Ningxia)', partition: 'aws-cn' },
  { code: 'us-gov-east-1', name: 'AWS GovCloud (US-East)', partition: 'aws-us-gov' },
  { code: 'us-gov-west-1', name: 'AWS GovCloud (US-West)', partition: 'aws-us-gov' },
];

const names: ReadonlyMap<string, string> = new Map(regions.map((region) => [region.code, region.name]));

/** F145, in the order of that line. */
const accelerated: ReadonlySet<string> = new Set([
  'us-west-2',
  'us-west-1',
  'us-east-2',
  'us-east-1',
  'sa-east-1',
  'me-south-1',
  'eu-north-1',
  'eu-west-3',
  'eu-south-1',
  'eu-west-2',
  'eu-west-1',
  'eu-central-1',
  'ca-central-1',
  'ap-northeast-1',
  'ap-southeast-2',
  'ap-southeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-east-1',
  'af-south-1',
]);

/** `Europe (Ireland)`; the code itself when it is not known. */
export function regionName(code: string): string {
  return names.get(code) ?? code;
}

/** The two regions that F121 excepts, Beijing and Ningxia. */
export function vpnUnsupported(code: string): boolean {
  return code === 'cn-north-1' || code === 'cn-northwest-1';
}

/** Whether accelerated VPN connections can be made there (F145). */
export function accelerationSupported(code: string): boolean {
  return accelerated.has(code);
}
