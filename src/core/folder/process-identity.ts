/** Tells one process from another that later got the same number. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** When a process started, in the operating system's own words; '' where it does not say (Windows), null when there is no such process. */
export const readProcessStart = async (pid: number): Promise<string | null> => {
  if (process.platform === 'linux') return readLinuxStart(pid)
  if (!isRunning(pid)) return null
  if (process.platform === 'darwin') return readMacStart(pid)
  return ''
}

/** proc(5): field 3 is the state, field 22 the start in ticks since boot, so the boot's id belongs to it. Field 2, the name, may hold blanks and brackets. */
const readLinuxStart = async (pid: number): Promise<string | null> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return null
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()}:${fields[18]}`
  } catch {
    // gone, or hidden by the mount option hidepid
    return isRunning(pid) ? '' : null
  }
}

const readMacStart = async (pid: number): Promise<string> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env: { LC_ALL: 'C' },
  })
  return stdout.trim()
}

/** Signal 0 only asks. A process of somebody else answers EPERM, and is there. */
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
