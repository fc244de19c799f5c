/** What somebody typed to open a ceremony, as the host takes it. */
import type { TypedSecret } from '../../shared/contract/protection.ts'

export const typedSecret = (by: TypedSecret['by'], typed: string): TypedSecret =>
  by === 'passphrase' ? { by, passphrase: typed } : { by, key: typed }
