import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultDataFolder } from '../../../src/main/default-folder.ts'

const folderOn = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
  defaultDataFolder({ platform, env, home: '/home/amt' })

describe('where a ceremony lies when nobody names a folder', () => {
  it('is among the user’s data on Linux', () => {
    expect(folderOn('linux')).toBe(join('/home/amt', '.local', 'share', 'Unterschriftenmappe'))
    expect(folderOn('linux', { XDG_DATA_HOME: '/daten' })).toBe(join('/daten', 'Unterschriftenmappe'))
  })

  it('is in the roaming profile on Windows', () => {
    expect(folderOn('win32', { APPDATA: '/profil/Roaming' })).toBe(
      join('/profil/Roaming', 'Unterschriftenmappe'),
    )
    expect(folderOn('win32')).toBe(join('/home/amt', 'AppData', 'Roaming', 'Unterschriftenmappe'))
  })

  it('is in Application Support on macOS', () => {
    expect(folderOn('darwin')).toBe(
      join('/home/amt', 'Library', 'Application Support', 'Unterschriftenmappe'),
    )
  })
})
