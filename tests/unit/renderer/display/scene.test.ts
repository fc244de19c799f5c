import { describe, expect, test } from 'vitest'
import {
  agendaWindow,
  newlySigned,
  nextNames,
  sceneOf,
  signerOf,
  tallyOf,
} from '../../../../src/renderer/display/scene.ts'
import type { PartnerId } from '../../../../src/shared/domain/ids.ts'
import type { Stage, StageBlock } from '../../../../src/shared/domain/evening/stage-view.ts'

const block = (id: string, status: StageBlock['status']): StageBlock => ({
  partnerId: id as PartnerId,
  organisation: `Partner ${id}`,
  shortName: id,
  role: 'contracting-party',
  status,
  person: '',
  function: '',
  ink: null,
  showsInk: true,
})

const stage = (agreement: Stage['agreement'], ...statuses: StageBlock['status'][]): Stage => ({
  host: 'Landkreis',
  title: 'Unterzeichnung',
  date: '2026-11-27',
  time: '18:00',
  place: 'Saal',
  agenda: [],
  agendaItem: null,
  itemSince: null,
  past: [],
  announced: null,
  speakers: null,
  theme: 'dark',
  present: 0,
  isAccession: false,
  capacity: null,
  liveInk: true,
  agreement,
  sealedAt: null,
  blocks: statuses.map((status, i) => block(`p${i}`, status)),
  next: null,
})

describe('the picture on the screen', () => {
  test('is the welcome until the first partner is called, also when the agreement is already open', () => {
    expect(sceneOf(stage('none', 'waiting'))).toBe('welcome')
    expect(sceneOf(stage('draft', 'waiting'))).toBe('welcome')
    expect(sceneOf(stage('open', 'waiting', 'waiting'))).toBe('welcome')
  })

  test('is the signing from the first call to the last signature', () => {
    expect(sceneOf(stage('open', 'called', 'waiting'))).toBe('signing')
    expect(sceneOf(stage('open', 'signed', 'waiting'))).toBe('signing')
  })

  test('closes when nobody is left, whether signed on the screen or on paper', () => {
    expect(sceneOf(stage('open', 'signed', 'on-paper'))).toBe('complete')
    expect(sceneOf(stage('sealed', 'signed', 'signed'))).toBe('sealed')
  })

  test('is the signing as soon as an accession is open: nobody is welcomed twice', () => {
    expect(sceneOf({ ...stage('open', 'waiting'), isAccession: true })).toBe('signing')
  })

  test('goes back to the signing when a signature is withdrawn', () => {
    expect(sceneOf(stage('open', 'signed', 'called'))).toBe('signing')
  })
})

test('whose turn it is: of those called the first', () => {
  const now = stage('open', 'signed', 'called', 'waiting', 'waiting')
  expect(signerOf(now, () => false)?.partnerId).toBe('p1')
})

describe('who comes next', () => {
  const next = (count: number) => ({
    group: '',
    partners: Array.from({ length: count }, (_, i) => ({ organisation: `Gemeinde ${i}`, shortName: '' })),
  })

  test('is named, and of a long group the first, with how many more', () => {
    expect(nextNames(next(1), 3)).toEqual({ names: ['Gemeinde 0'], more: 0 })
    expect(nextNames(next(3), 3)).toEqual({ names: ['Gemeinde 0', 'Gemeinde 1', 'Gemeinde 2'], more: 0 })
    expect(nextNames(next(15), 3)).toEqual({ names: ['Gemeinde 0', 'Gemeinde 1'], more: 13 })
  })
})

test('the tally counts ink and paper apart', () => {
  expect(tallyOf(stage('open', 'signed', 'on-paper', 'declined', 'waiting'))).toEqual({
    signed: 1,
    onPaper: 1,
    all: 4,
  })
})

test('where several sign at once the picture stays with the one who draws', () => {
  const now = stage('open', 'called', 'called', 'called')
  expect(signerOf(now, (id) => id === 'p1')?.partnerId).toBe('p1')
})

describe('who has just signed', () => {
  const before = stage('open', 'signed', 'called', 'called')

  test('is the one whose signature is new', () => {
    expect(newlySigned(before, stage('open', 'signed', 'signed', 'called'))?.partnerId).toBe('p1')
  })

  test('is nobody when the stage was just switched on or nothing was signed', () => {
    expect(newlySigned(null, before)).toBeNull()
    expect(newlySigned(before, stage('open', 'signed', 'declined', 'called'))).toBeNull()
  })
})

describe('a long agenda', () => {
  test('shows where the evening is, with the item before it', () => {
    expect(agendaWindow(20, 7, 9)).toEqual({ from: 6, to: 15 })
    expect(agendaWindow(20, null, 9)).toEqual({ from: 0, to: 9 })
  })

  test('fills the screen to its end, and a short one is shown whole', () => {
    expect(agendaWindow(20, 19, 9)).toEqual({ from: 11, to: 20 })
    expect(agendaWindow(5, 4, 9)).toEqual({ from: 0, to: 5 })
  })
})
