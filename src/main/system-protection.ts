/** The operating system keeps the key of a protected folder for whoever is logged in: DPAPI, keychain, or the desktop's keyring. */
import { safeStorage } from 'electron'
import type { SystemProtection } from '../core/core.ts'

/** After the app is ready. Null where the system has no such keeping; on Linux without a keyring the password would be a fixed one. */
export function systemProtection(platform: NodeJS.Platform = process.platform): SystemProtection | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    protect: async (bytes) => safeStorage.encryptString(Buffer.from(bytes).toString('base64')),
    unprotect: async (bytes) => Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64'),
  }
}
