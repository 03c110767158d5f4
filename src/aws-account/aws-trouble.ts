/**
 * What an error of the AWS SDK means for reading an account, told by its code, never by its text: that may quote
 * what a credential process printed.
 */

export type AwsTrouble =
  /** This call is not permitted, others may be. */
  | { readonly kind: 'refused' }
  /** Too many calls; the same one may go through later. */
  | { readonly kind: 'throttled' }
  /** Nothing more can be read: of this Region, or, when it is about the credentials alone, of any. */
  | { readonly kind: 'fatal'; readonly ofRegion: boolean; readonly message: string };

const refused = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'Client.UnauthorizedOperation',
  'UnauthorizedAccess',
  'UnauthorizedOperation',
]);

const throttled = new Set([
  'Client.RequestLimitExceeded',
  'EC2ThrottledException',
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
]);

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);

/** A Region that is not enabled does not know the account's credentials. */
const unknownThere = new Set([
  'AuthFailure',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'OptInRequired',
  'SignatureDoesNotMatch',
]);

const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'TimeoutError']);

/** `what` is the permission of the call. */
export function troubleOf(error: unknown, what: string, region: string): AwsTrouble {
  const { name, code, Code, $retryable } = error as {
    name?: unknown;
    code?: unknown;
    Code?: unknown;
    $retryable?: { throttling?: boolean };
  };
  const codes = [name, code, Code].filter((each) => typeof each === 'string');
  const isOne = (of: ReadonlySet<string>): boolean => codes.some((each) => of.has(each));
  if (isOne(refused)) return { kind: 'refused' };
  if (isOne(throttled) || $retryable?.throttling === true) return { kind: 'throttled' };
  if (isOne(expired)) {
    return {
      kind: 'fatal',
      ofRegion: false,
      message: 'the AWS credentials have expired: get new ones (with IAM Identity Center: aws sso login)',
    };
  }
  if (isOne(new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']))) {
    return {
      kind: 'fatal',
      ofRegion: false,
      message:
        'there are no AWS credentials that can be used: set AWS_PROFILE or give --aws-profile NAME, log in (aws sso login), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    };
  }
  if (isOne(unknownThere)) {
    return {
      kind: 'fatal',
      ofRegion: true,
      message: `${region} does not accept the AWS credentials: the Region is not enabled for the account, or they are wrong`,
    };
  }
  if (isOne(new Set(['RequestTimeTooSkewed', 'RequestInTheFuture']))) {
    return {
      kind: 'fatal',
      ofRegion: false,
      message: "AWS refuses the request for its time: set this machine's clock",
    };
  }
  if (isOne(new Set(['ENOTFOUND', 'EAI_AGAIN']))) {
    return {
      kind: 'fatal',
      ofRegion: true,
      message: `${region}: the name of its AWS endpoint cannot be resolved: the Region is misspelt, or there is no network`,
    };
  }
  if (isOne(unreachable)) {
    return { kind: 'fatal', ofRegion: true, message: `${region}: its AWS endpoint cannot be reached (${codes[0]})` };
  }
  const told = codes.find((each) => /^[A-Za-z][\w.]{0,80}$/.test(each)) ?? 'an unnamed error';
  return { kind: 'fatal', ofRegion: true, message: `${region}: ${what} failed: ${told}` };
}
