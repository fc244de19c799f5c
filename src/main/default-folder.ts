/** Where a ceremony lies when nobody named a folder: with the user's other programs' data, the same for window and browser. */
import { join } from 'node:path'

export type Machine = {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  home: string
}

const NAME = 'Unterschriftenmappe'

/** An absolute path; the folder need not exist. Linux follows the XDG Base Directory Specification. */
export function defaultDataFolder({ platform, env, home }: Machine): string {
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), NAME)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME)
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), NAME)
}
