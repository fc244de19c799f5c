import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import type { AskForPage } from '../../../../../src/renderer/organizer/registry/import/use-diff-rows.ts'
import { PER_PAGE, useDiffRows } from '../../../../../src/renderer/organizer/registry/import/use-diff-rows.ts'
import { added, longDiff } from './diffs.ts'

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => added(from + at))

/** Of 5,000 new guests the first hundred are here; the host knows all. */
function longPart() {
  const all = lines(1, 5_000)
  const asked: string[] = []
  const ask: AskForPage = async (_part, search, offset) => {
    asked.push(`${search}@${offset}`)
    const found = all.filter(({ name }) => name.includes(search))
    const rows = { ...longDiff({}), added: found.slice(offset, offset + 100) }
    return { found: found.length, seen: '', rows }
  }
  const diff = shallowRef({ ...longDiff({ added: 5_000 }), added: all.slice(0, 100) })
  return {
    asked,
    diff,
    list: useDiffRows(
      () => 'added' as const,
      () => diff.value,
      ask,
    ),
  }
}
const settled = async () => {
  await nextTick()
  await vi.advanceTimersByTimeAsync(1_000)
}

describe('a long part of a diff', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('shows a page of what is here without asking', async () => {
    const { list, asked } = longPart()
    list.turn(1)
    await settled()
    expect(list.rows.value.map(({ line }) => line)).toEqual(lines(51, 100).map(({ line }) => line))
    expect(asked).toEqual([])
  })

  it('asks for a page that is not here', async () => {
    const { list, asked } = longPart()
    list.turn(1)
    list.turn(1)
    await settled()
    expect(asked).toEqual(['@100'])
    expect(list.rows.value.map(({ line }) => line)).toEqual(lines(101, 150).map(({ line }) => line))
    expect(list.pages.value).toBe(5_000 / PER_PAGE)
  })

  it('asks once for a search that was typed letter by letter, and shows what was found', async () => {
    const { list, asked } = longPart()
    for (const typed of ['Gast 4', 'Gast 49', 'Gast 499', 'Gast 4999']) {
      list.query.value = typed
      await nextTick()
    }
    await settled()
    expect(asked).toEqual(['Gast 4999@0'])
    expect(list.rows.value.map(({ line }) => line)).toEqual([4_999])
    expect(list.found.value).toBe(1)
  })

  it('begins at the first page again when another letter is typed or the file is read anew', async () => {
    const { list, diff } = longPart()
    list.turn(1)
    list.query.value = 'Gast 7'
    expect(list.page.value).toBe(0)
    await settled()
    diff.value = { ...longDiff({ added: 60 }), added: lines(1, 60) }
    await settled()
    expect([list.query.value, list.rows.value.length]).toEqual(['', PER_PAGE])
  })

  it('searches by itself when all of it is here', async () => {
    const { list, diff, asked } = longPart()
    diff.value = { ...longDiff({ added: 60 }), added: lines(1, 60) }
    await settled()
    list.query.value = 'gast 59'
    await settled()
    expect(list.rows.value.map(({ line }) => line)).toEqual([59])
    expect(asked).toEqual([])
  })
})
