/** Drives that are plugged in, to be offered as a place for the backup. */
import { readdir, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'

/** Paths of sticks and external drives, as far as the operating system lists them in the usual places. */
export async function pluggedDrives(platform: NodeJS.Platform = process.platform): Promise<string[]> {
  if (platform === 'win32') return windowsDrives()
  if (platform === 'darwin') return foldersIn('/Volumes')
  const user = userInfo().username
  const found = await Promise.all([foldersIn(`/media/${user}`), foldersIn(`/run/media/${user}`)])
  return found.flat()
}

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .toSorted()
}

/** All but C:, where Windows lies. */
async function windowsDrives(): Promise<string[]> {
  const letters = [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`)
  const found = await Promise.all(
    letters.map((root) =>
      stat(root)
        .then(() => root)
        .catch(() => null),
    ),
  )
  return found.filter((root) => root !== null)
}
