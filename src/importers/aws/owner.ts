/** Region and account of a thing: its own fields and ARN first, the folders of an export (one per account and Region) else. */
import { hasShape, type AwsObject } from './fields.ts';

export interface Owner {
  readonly region: string | undefined;
  readonly account: string | undefined;
}

const regionInText =
  /(?<![a-z])((?:us-gov|us-iso[a-z]?|eu-isoe|eusc-de|af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d)(?!\d)/g;

/** Folders named by a Region or by the twelve digits of an account; the file's own name may carry the Region too. */
export function ownerFromPath(path: string): Owner {
  const account = path
    .split(/[\\/]/)
    .slice(0, -1)
    .findLast((folder) => /^\d{12}$/.test(folder));
  return { region: path.match(regionInText)?.at(-1), account };
}

const accountKeys = ['OwnerId', 'ownerAccount', 'TransitGatewayOwnerId'];
const arnKeys = ['TransitGatewayArn', 'ClientVpnEndpointArn'];

export function ownerOf(object: AwsObject, fromPath: Owner): Owner {
  const arn = arnKeys.map((key) => object[key]).find((value) => hasShape(value, 'arn'));
  const [, , , arnRegion, arnAccount] = arn?.split(':') ?? [];
  const own = accountKeys.map((key) => object[key]).find((value) => hasShape(value, 'account'));
  const zone = object.AvailabilityZone;
  const zoneRegion = typeof zone === 'string' ? zone.replace(/[a-z]$/, '') : undefined;
  const region = [object.region, arnRegion, zoneRegion].find((value) => hasShape(value, 'region'));
  return {
    region: (region as string | undefined) ?? fromPath.region,
    account: own ?? (arnAccount === '' ? undefined : arnAccount) ?? fromPath.account,
  };
}
