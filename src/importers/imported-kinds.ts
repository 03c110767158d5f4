/**
 * What the importers know by name, per format. What is on no list is mentioned where its name is of a family that
 * bears on routing (VPN, Direct Connect, transit gateways, route tables), and passed over otherwise.
 */
import { ignoredKeys, readKindOf, unmodelledKeys } from './aws/file-kinds.ts';
import { listedTypes as cloudFormationTypes } from './cloudformation/resource-kinds.ts';
import type { ListedKind } from './listed-kind.ts';
import { listedTypes as terraformTypes } from './terraform/resource-kinds.ts';

/** A kind of resource and what an importer makes of it. */
export interface ImportedKind extends ListedKind {
  readonly format: 'aws' | 'terraform' | 'cloudformation';
}

/** Every kind of resource that importers know, and what becomes of it. */
export function importedKinds(): readonly ImportedKind[] {
  const aws: readonly ListedKind[] = [
    ...[...readKindOf.keys()].map((kind): ListedKind => ({ kind, fate: 'read', why: null })),
    ...[...unmodelledKeys].map(([kind, why]): ListedKind => ({ kind, fate: 'mentioned', why })),
    ...ignoredKeys.map((kind): ListedKind => ({ kind, fate: 'passed over', why: null })),
  ];
  const lists = { aws, terraform: terraformTypes(), cloudformation: cloudFormationTypes() };
  return (['aws', 'terraform', 'cloudformation'] as const).flatMap((format) =>
    lists[format].map((each) => ({ format, ...each })),
  );
}
