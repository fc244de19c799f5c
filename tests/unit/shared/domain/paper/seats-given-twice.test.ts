import { describe, expect, it } from 'vitest'
import { othersOnSeat, seatsGivenTwice } from '../../../../../src/shared/domain/paper/seats-given-twice.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { attendee, id, play, prepared } from '../../../../fixtures/ceremony.ts'

const sits = (name: string, seat: string): Command => ({
  type: 'save-attendee',
  payload: { attendee: attendee({ id: id.attendee(name), lastName: name, seat }) },
})

const hall = (...seats: [name: string, seat: string][]): State =>
  play(
    seats.map(([name, seat]) => sits(name, seat)),
    { state: prepared() },
  ).state

const twice = (state: State) =>
  seatsGivenTwice(state).map(({ seat, guests }) => [seat, ...guests.map(({ lastName }) => lastName)])

describe('a seat given to two guests', () => {
  it('is named with both, however it is written, the lowest number first', () => {
    const state = hall(['A', '10-01'], ['B', '2-01'], ['C', ' 2-01'], ['D', '3'], ['E', '10-01 '], ['F', '4'])
    expect(twice(state)).toEqual([
      ['2-01', 'B', 'C'],
      ['10-01', 'A', 'E'],
    ])
  })

  it('is none where the text names a table, a row or a part of the hall', () => {
    const texts = [
      'Tisch 3',
      'Tisch 3',
      'Reihe B',
      'Reihe B',
      'Empore',
      'Empore',
      '',
      '',
      'Tisch: 4',
      'Tisch: 4',
    ]
    expect(twice(hall(...texts.map((seat, at): [string, string] => [`G${at}`, seat])))).toEqual([])
  })

  it('is one where table and place are named', () => {
    expect(
      twice(hall(['A', 'Tisch 3 Platz 2'], ['B', 'Tisch 3, Platz 2'], ['C', 'tisch 3  platz 2'])),
    ).toEqual([['Tisch 3 Platz 2', 'A', 'C']])
  })

  it('is none where most numbers are given to several: these are tables', () => {
    const numbers = ['1', '1', '2', '2', '3', '3', '4', '5']
    const state = hall(...numbers.map((seat, at): [string, string] => [`G${at}`, seat]))
    expect(twice(state)).toEqual([])
    expect(othersOnSeat(state, { id: id.attendee('new'), seat: '1' })).toEqual([])
  })

  it('is none where a stand-in sits on the seat of whom they represent, or one has declined', () => {
    const state = hall(['A', '1-01'], ['B', '1-02'], ['C', '1-02'])
    const stand: Command = {
      type: 'substitute',
      payload: {
        absentId: id.attendee('A'),
        substitute: attendee({ id: id.attendee('S'), lastName: 'S', seat: '1-01' }),
        reason: '',
      },
    }
    const decline: Command = {
      type: 'decline-invitation',
      payload: { attendeeId: id.attendee('B'), channel: 'telephone', note: '' },
    }
    expect(twice(play([stand, decline], { state }).state)).toEqual([])
  })
})

describe('the seat that is being entered for a guest', () => {
  it('is said to be taken by another one, and never by the guest', () => {
    const state = hall(['A', '1-01'], ['B', '1-02'])
    const namesOn = (guest: string, seat: string) =>
      othersOnSeat(state, { id: id.attendee(guest), seat }).map(({ lastName }) => lastName)
    expect(namesOn('B', '1-01 ')).toEqual(['A'])
    expect(namesOn('A', '1-01')).toEqual([])
    expect(namesOn('B', '')).toEqual([])
  })
})
