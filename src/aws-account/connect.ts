/**
 * The AWS SDK: installed by those who want it, loaded only here, with the credentials and the Region that every AWS
 * tool would use.
 */
import type { AccountRegion } from './read-account.ts';
import { troubleOf } from './aws-trouble.ts';

export type Connected =
  | { readonly ok: true; readonly regions: readonly AccountRegion[] }
  | { readonly ok: false; readonly message: string };

/** Without Regions: the one that the profile or the environment names. Asks nothing of AWS but, maybe, credentials. */
export async function connect(regions: readonly string[], profile: string | undefined): Promise<Connected> {
  const sdk = await loadSdk();
  if (sdk === null) {
    return {
      ok: false,
      message:
        'reading a live account takes the AWS SDK, which is not installed here: npm install @aws-sdk/client-ec2 @aws-sdk/client-direct-connect',
    };
  }
  const found: AccountRegion[] = [];
  for (const asked of regions.length === 0 ? [undefined] : regions) {
    const settings = {
      ...(asked === undefined ? {} : { region: asked }),
      ...(profile === undefined ? {} : { profile }),
    };
    const clients = {
      ec2: new sdk.ec2.EC2Client(settings),
      directconnect: new sdk.directConnect.DirectConnectClient(settings),
    };
    const commands = { ec2: sdk.ec2, directconnect: sdk.directConnect };
    let region = asked;
    try {
      region ??= await clients.ec2.config.region();
    } catch {
      return { ok: false, message: 'no Region: give --region, such as --region eu-west-1, or set AWS_REGION' };
    }
    try {
      const { accountId } = await clients.ec2.config.credentials();
      found.push({
        region,
        account: accountId !== undefined && /^\d{12}$/.test(accountId) ? accountId : null,
        send: async ({ service, operation }, input) => {
          const Command = (commands[service] as Readonly<Record<string, unknown>>)[`${operation}Command`];
          const client: { send(command: object): Promise<object> } = clients[service];
          return { ...(await client.send(new (Command as new (input: object) => object)(input))) };
        },
      });
    } catch (error) {
      const trouble = troubleOf(error, 'sts:GetCallerIdentity', region);
      const message =
        trouble.kind === 'fatal' ? trouble.message : 'AWS does not give the credentials that are asked for';
      return { ok: false, message };
    }
  }
  return { ok: true, regions: found };
}

async function loadSdk() {
  try {
    const [ec2, directConnect] = await Promise.all([
      import('@aws-sdk/client-ec2'),
      import('@aws-sdk/client-direct-connect'),
    ]);
    return { ec2, directConnect };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
