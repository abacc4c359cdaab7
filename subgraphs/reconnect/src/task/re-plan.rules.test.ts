import { moveGateMeeting } from '../gate/gate.rules.ts'
import { episode as accepted } from '../release/dates.evidence.ts'
import { standardSettings } from '../setting/setting.rules.ts'
import type { Correction } from '@throughcare/kit/correction.rules'
import { rePlanOf, type RePlanned } from './re-plan.rules.ts'

const episode: RePlanned = { ...accepted, assessedAt: new Date('2026-03-10T10:00:00Z'), plannedReleaseDate: '2026-05-20' }
const facts = { needsTreatment: false, reviewedOn: [] }
const told = { facts, corrections: [] as Correction[] }
const rePlan = (changes: Partial<RePlanned>, plans: string[], { today = '2026-05-10', corrections = told.corrections } = {}) =>
  rePlanOf({ ...episode, ...changes }, { ...told, plans: plans.map((date) => ({ date })), corrections }, { today, settings: standardSettings })

describe('a release date that moved', () => {
  test('forward: each open task with its old and its new day, and which of them has gone by', () => {
    expect(rePlan({}, ['2026-06-30', '2026-05-20'])).toEqual({
      from: '2026-06-30',
      to: '2026-05-20',
      isGateMeetingMoved: false,
      moves: [
        { kind: 'PLAN', from: '2026-06-16', to: '2026-05-06', isPast: true },
        { kind: 'GATE_MEETING_PLANNED', from: '2026-06-23', to: '2026-05-13', isPast: false },
        { kind: 'FIRST_CONTACT', from: '2026-07-02', to: '2026-05-22', isPast: false },
        { kind: 'FIRST_CONTACT_AT_THE_LATEST', from: '2026-07-07', to: '2026-05-27', isPast: false },
        { kind: 'GP_REGISTRATION', from: '2026-07-28', to: '2026-06-17', isPast: false },
        { kind: 'REVIEW_AT_4_WEEKS', from: '2026-07-28', to: '2026-06-17', isPast: false },
        { kind: 'REVIEW_AT_12_WEEKS', from: '2026-09-22', to: '2026-08-12', isPast: false },
        { kind: 'REVIEW_AT_26_WEEKS', from: '2026-12-29', to: '2026-11-18', isPast: false },
        { kind: 'END_OF_SUPPORT', from: '2026-12-30', to: '2026-11-20', isPast: false }
      ]
    })
  })

  test('due today is not past; due yesterday is', () => {
    const isPlanPast = (today: string) => rePlan({}, ['2026-06-30', '2026-05-20'], { today })?.moves.find(({ kind }) => kind === 'PLAN')?.isPast

    expect([isPlanPast('2026-05-06'), isPlanPast('2026-05-07')]).toEqual([false, true])
  })

  test('moved twice: the last move counts', () => {
    expect(rePlan({}, ['2026-06-30', '2026-05-01', '2026-05-20'])).toMatchObject({ from: '2026-05-01', to: '2026-05-20' })
  })

  test('released on another day than planned: that is a move too', () => {
    expect(rePlan({ actualReleaseDate: '2026-05-08' }, ['2026-05-20'])).toMatchObject({ from: '2026-05-20', to: '2026-05-08' })
  })

  const moved = (oldValue: string | null, newValue: string | null) => ({ field: 'actualReleaseDate', oldValue, newValue })
  test.each([
    ['corrected', [moved('2026-05-09', '2026-05-28')], '2026-05-09'],
    ['corrected twice', [moved('2026-05-09', '2026-05-01'), moved('2026-05-01', '2026-05-28')], '2026-05-01'],
    ['corrected in another way', [{ field: 'sleptAt', oldValue: 'SQUAT', newValue: 'SOCIAL_RENT' }], '2026-05-20'],
    ['taken back and recorded anew', [moved('2026-05-09', '2026-05-28'), moved('2026-05-28', null)], '2026-05-20'],
    ['recorded anew by a file since', [moved('2026-05-09', '2026-05-10')], '2026-05-20']
  ])('a recorded release that was %s moved from where it was recorded before, else from the plan', (_, corrections, from) => {
    expect(rePlan({ actualReleaseDate: '2026-05-28' }, ['2026-05-20'], { corrections })).toMatchObject({
      ...{ from, to: '2026-05-28' },
      moves: expect.arrayContaining([expect.objectContaining({ kind: 'FIRST_CONTACT', to: '2026-05-30' })])
    })
  })

  test.each([
    ['one date alone', {}, ['2026-05-20']],
    ['no date', { plannedReleaseDate: null }, []],
    ['released as planned', { actualReleaseDate: '2026-05-20' }, ['2026-06-30', '2026-05-20']]
  ])('%s is no move', (_, changes, plans) => {
    expect(rePlan(changes, plans)).toBeNull()
  })

  test('what is done stays, and what lapsed with the closing is not told', () => {
    const kinds = rePlan({ planMadeAt: new Date('2026-03-12T10:00:00Z') }, ['2026-06-30', '2026-05-20'])?.moves.map(({ kind }) => kind)

    expect(kinds).not.toContain('PLAN')
    expect(rePlan({ closedAt: new Date('2026-05-09T10:00:00Z') }, ['2026-06-30', '2026-05-20'])?.moves).toEqual([])
  })
})

describe('the gate meeting goes with the date', () => {
  const meeting = (at: string, outcome: 'MET' | null = null) => ({ gateMeetingAt: new Date(at), gateMeetingOutcome: outcome })

  test.each([
    ['in one season', '2026-06-30T08:15:00Z', '2026-05-20', '2026-05-20T08:15:00Z'],
    ['from summer to winter time', '2026-10-20T08:15:00Z', '2026-11-20', '2026-11-20T09:15:00Z'],
    ['from winter to summer time', '2026-03-20T09:15:00Z', '2026-04-20', '2026-04-20T08:15:00Z'],
    ['at midnight in summer', '2026-06-29T23:00:00Z', '2026-07-10', '2026-07-09T23:00:00Z'],
    ['to the day on which summer time begins', '2026-03-20T09:15:00Z', '2026-03-29', '2026-03-29T08:15:00Z'],
    ['to the day on which summer time ends', '2026-10-20T08:15:00Z', '2026-10-25', '2026-10-25T09:15:00Z']
  ])('at the same time by the clock: %s', (_, from, day, to) => {
    expect(moveGateMeeting(meeting(from), day)).toEqual({ gateMeetingAt: new Date(to), gateMeetingMovedFrom: new Date(from) })
  })

  test('not where it stands on that day, is recorded, or is not planned', () => {
    expect(moveGateMeeting(meeting('2026-05-20T08:15:00Z'), '2026-05-20')).toEqual({})
    expect(moveGateMeeting(meeting('2026-05-20T08:15:00Z', 'MET'), '2026-05-21')).toEqual({})
    expect(moveGateMeeting({ gateMeetingAt: null, gateMeetingOutcome: null }, '2026-05-21')).toEqual({})
  })

  test('and is told of in the diff', () => {
    const moved = { gateMeetingAt: new Date('2026-05-20T08:15:00Z'), gateMeetingMovedFrom: new Date('2026-06-30T08:15:00Z') }

    expect(rePlan(moved, ['2026-06-30', '2026-05-20'])).toMatchObject({
      isGateMeetingMoved: true,
      moves: expect.arrayContaining([{ kind: 'GATE_MEETING', from: '2026-06-30', to: '2026-05-20', isPast: false }])
    })
  })

  test('from the day on which a corrected release was recorded, unless what became of it is recorded', () => {
    const corrections = [{ field: 'actualReleaseDate', oldValue: '2026-05-18', newValue: '2026-05-20' }]
    const moved = { gateMeetingAt: new Date('2026-05-20T08:15:00Z'), gateMeetingMovedFrom: new Date('2026-05-19T08:15:00Z'), actualReleaseDate: '2026-05-20' }

    expect(rePlan(moved, ['2026-05-19'], { corrections })).toMatchObject({
      ...{ from: '2026-05-18', isGateMeetingMoved: true },
      moves: expect.arrayContaining([{ kind: 'GATE_MEETING', from: '2026-05-18', to: '2026-05-20', isPast: false }])
    })
    expect(rePlan({ ...moved, gateMeetingOutcome: 'MET' }, ['2026-05-19'], { corrections })).toMatchObject({ isGateMeetingMoved: false })
  })
})
