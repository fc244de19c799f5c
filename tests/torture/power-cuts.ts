/**
 * Cuts the power of a file system in the middle of an evening: a loop-mounted ext4 is shut down by ioctl without writing its log,
 * and mounted again. Milder than a real cut, for what the disk was sent already it keeps. Needs root, Linux and loop devices.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { below, randomFrom } from '../fixtures/random.ts'
import { emptyReport, isUnderWay, look, note, nothingKnown, startHost } from './kills.ts'
import type { KillReport, Known } from './kills.ts'

const run = promisify(execFile)
const CUTS_AN_EVENING = 5
const LONGEST_LIFE_MS = 800
const DISK_BYTES = 96_000_000
/** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (Linux, fs/ext4/ext4.h). */
const SHUT_DOWN =
  'open(my $f, "<", $ARGV[0]) or die $!; my $how = pack("L", 2); ioctl($f, 0x8004587d, $how) or die $!'

export type CutReport = KillReport & {
  /** Files written without fsync just before a cut, and how many of them were gone: shows that the cut cuts. */
  controls: number
  controlsGone: number
}

/** Why it cannot be done here, in words; null when it can. */
export async function whyNoPowerCut(): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it needs root on Linux'
  const place = await mkdtemp(join(tmpdir(), 'mappe-power-'))
  try {
    const disk = await insertDisk(place)
    await shutDown(disk)
    return null
  } catch (error) {
    return `no disk of its own can be mounted: ${String(error).split('\n')[0]}`
  } finally {
    await run('umount', [join(place, 'disk')]).catch(() => {})
    await rm(place, { recursive: true, force: true })
  }
}

export async function cutPower(cuts: number, seed: number): Promise<CutReport> {
  const report: CutReport = { ...emptyReport(), controls: 0, controlsGone: 0 }
  while (report.kills < cuts) {
    const rounds = Math.min(CUTS_AN_EVENING, cuts - report.kills)
    await playEvening(report, rounds, seed + report.kills)
  }
  return report
}

async function playEvening(report: CutReport, rounds: number, seed: number): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'mappe-power-'))
  const random = randomFrom(seed)
  const known = nothingKnown()
  const disk = await insertDisk(place)
  for (let round = 1; round <= rounds; round += 1) {
    await runAndCut({ place, disk, seed: seed * 1000 + round, life: below(random, LONGEST_LIFE_MS) }, known)
    await run('umount', [disk])
    await mount(place, disk)
    await countControl(disk, report)
    await look(disk, known, report, `seed ${seed}, cut ${round}`)
    report.kills += 1
  }
  report.acknowledged += known.acknowledged.size
  await run('umount', [disk])
  await rm(place, { recursive: true, force: true })
}

type Cut = { place: string; disk: string; seed: number; life: number }

/** Only what was heard before the cut began counts: a machine without power tells nobody anything. */
async function runAndCut({ place, disk, seed, life }: Cut, known: Known): Promise<void> {
  const host = await startHost(disk, place, seed, known)
  const { promise: underWay, resolve } = Promise.withResolvers<void>()
  let heard = ''
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text
    if (isUnderWay(heard)) resolve()
  })
  await Promise.race([underWay, once(host, 'close')])
  await new Promise((done) => setTimeout(done, life))
  await writeFile(join(disk, 'control'), 'x'.repeat(5000))
  const before = heard
  await shutDown(disk)
  host.kill('SIGKILL')
  await once(host, 'close')
  before
    .split('\n')
    .slice(0, -1)
    .forEach((line) => note(line, known))
}

async function countControl(disk: string, report: CutReport): Promise<void> {
  const control = await readFile(join(disk, 'control'), 'utf8').catch(() => '')
  report.controls += 1
  if (control !== 'x'.repeat(5000)) report.controlsGone += 1
  await rm(join(disk, 'control'), { force: true })
}

async function insertDisk(place: string): Promise<string> {
  const image = await open(join(place, 'image'), 'w')
  await image.truncate(DISK_BYTES)
  await image.close()
  await run('mkfs.ext4', ['-q', '-F', join(place, 'image')])
  const disk = join(place, 'disk')
  await mkdir(disk)
  await mount(place, disk)
  return disk
}

const mount = (place: string, disk: string) => run('mount', ['-o', 'loop', join(place, 'image'), disk])
const shutDown = (disk: string) => run('perl', ['-e', SHUT_DOWN, disk])
