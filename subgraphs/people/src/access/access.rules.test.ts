import { decideAccess, nothingElse, type Grant, type PersonFacts, type RecordFact, type SisterSharing } from './access.rules.ts'

const now = new Date('2026-06-01T12:00:00Z')
const later = new Date('2026-07-01T12:00:00Z')
const ofLiaisonDiversion: RecordFact = { id: 'a', organisation: 'RW5', service: 'LIAISON_DIVERSION', birthDate: '1990-01-01' }
const ofReconnect: RecordFact = { ...ofLiaisonDiversion, id: 'b', service: 'RECONNECT' }
const elsewhere: RecordFact = { ...ofLiaisonDiversion, id: 'c', organisation: 'RXX' }

type Changes = Partial<PersonFacts> & { sharing?: SisterSharing; of?: RecordFact }

function grants({ sharing = 'CONSENT', of = ofLiaisonDiversion, ...changes }: Changes = {}): Grant[] {
  return decideAccess(of, { ...nothingElse, records: [of], decisions: [], ...changes }, { now, sharing })
}
const levelsOf = (audience: string, found: Grant[]) => found.filter((grant) => grant.audience === audience).map(({ level }) => level)
const sister = 'team:RW5/RECONNECT'
const read = (audience: string, until: string | null = null) => ({ audience, level: 'read', reason: null, until })
const know = (reason: string) => ({ audience: sister, level: 'know', reason, until: null })

type Decision = 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED'
const decided = (decision: Decision, until: string | null = null) => ({
  decisions: [{ purpose: 'SHARE_SISTER_SERVICE', decision, decidedAt: new Date('2026-01-01T10:00:00Z'), until }]
})
const support = { decisions: [{ purpose: 'SUPPORT', decision: 'WITHDRAWN' as const, decidedAt: new Date('2026-01-01T10:00:00Z'), until: null }] }
const override = { overrides: [{ purpose: 'SHARE_SISTER_SERVICE' as const, ground: 'SAFEGUARDING' as const, until: later, endedAt: null }] }

describe('the team whose record it is', () => {
  test.each([{}, decided('GIVEN'), decided('REFUSED'), decided('WITHDRAWN'), decided('OBJECTED'), support])(
    'reads it, whatever the person decided: %j',
    (facts) => {
      expect(grants(facts)).toContainEqual(read('team:RW5/LIAISON_DIVERSION'))
    }
  )

  test('is one team: no other organisation is named', () => {
    expect(grants({ of: elsewhere, ...decided('GIVEN') }).every(({ audience }) => audience.startsWith('team:RXX/'))).toBe(true)
  })
})

describe('the sister service, where it is shared on consent', () => {
  const ofSister = (changes: Changes) => grants(changes).filter(({ audience }) => audience === sister)

  test('reads with consent', () => expect(ofSister(decided('GIVEN'))).toEqual([know('CONSENT_REQUIRED'), read(sister)]))
  test.each([{}, decided('REFUSED'), decided('WITHDRAWN')])('may know, and is told that consent is required, with %j', (facts) =>
    expect(ofSister(facts)).toEqual([know('CONSENT_REQUIRED')])
  )
  test('is told of an objection', () => expect(ofSister(decided('OBJECTED'))).toEqual([know('OBJECTED')]))
  test('reads to the end of the last day in London, and after that knows', () =>
    expect(ofSister(decided('GIVEN', '2026-06-30'))).toEqual([know('CONSENT_REQUIRED'), read(sister, '2026-07-01T02:00:00.000Z')]))
  test('reads under an override against an objection, as long as that runs', () =>
    expect(ofSister({ ...decided('OBJECTED'), ...override })).toEqual([know('OBJECTED'), read(sister, later.toISOString())]))
  test('reads no longer than the longer of consent and override', () =>
    expect(ofSister({ ...decided('GIVEN', '2026-06-10'), ...override })).toEqual([know('CONSENT_REQUIRED'), read(sister, later.toISOString())]))
  test('having met the person is not enough', () => expect(ofSister({ records: [ofLiaisonDiversion, ofReconnect] })).toEqual([know('CONSENT_REQUIRED')]))
})

describe('the sister service, where it is shared on a relationship of care', () => {
  const levels = (changes: Changes) => levelsOf(sister, grants({ sharing: 'RELATIONSHIP', ...changes }))
  const met = { records: [ofLiaisonDiversion, ofReconnect] }

  test('reads once it has met the person itself', () => expect(levels(met)).toEqual(['know', 'read']))
  test('may only know before', () => expect(levels({})).toEqual(['know']))
  test('of another organisation has not met them', () =>
    expect(levels({ records: [ofLiaisonDiversion, { ...ofReconnect, organisation: 'RXX' }] })).toEqual(['know']))
  test.each(['OBJECTED', 'REFUSED', 'WITHDRAWN'] as const)('reads no more after %s', (decision) =>
    expect(levels({ ...met, ...decided(decision) })).toEqual(['know'])
  )
})

describe('a person under 18', () => {
  const born = (birthDate: string) => ({ of: { ...ofLiaisonDiversion, birthDate } })

  test('is not there for RECONNECT on the day before the 18th birthday, even with consent', () =>
    expect(levelsOf(sister, grants({ ...born('2008-06-02'), ...decided('GIVEN') }))).toEqual([]))
  test('is there on the birthday', () => expect(levelsOf(sister, grants({ ...born('2008-06-01'), ...decided('GIVEN') }))).toEqual(['know', 'read']))
  test('is read by RECONNECT under an override', () => expect(levelsOf(sister, grants({ ...born('2010-01-01'), ...override }))).toEqual(['read']))
  test('is whoever any record says is one', () =>
    expect(levelsOf(sister, grants({ ...decided('GIVEN'), records: [ofLiaisonDiversion, { ...elsewhere, birthDate: '2010-01-01' }] }))).toEqual([]))
  test('may be known to Liaison & Diversion, which serves them', () =>
    expect(levelsOf('team:RW5/LIAISON_DIVERSION', grants({ of: { ...ofReconnect, birthDate: '2010-01-01' } }))).toEqual(['know']))
})

describe('by name', () => {
  const relationship = (changes: object = {}) => ({
    relationships: [
      { kind: 'PEER_SUPPORT' as const, subject: 'sam', organisation: 'RW5', service: 'LIAISON_DIVERSION' as const, until: null, endedAt: null, ...changes }
    ]
  })
  const sam = (changes: Changes) => levelsOf('subject:sam', grants(changes))

  test('a peer worker reads the records of the team that assigned them', () => expect(sam(relationship())).toEqual(['read']))
  test('and none of another organisation', () => expect(sam({ of: elsewhere, ...relationship() })).toEqual([]))
  test('and none of the sister service', () => expect(sam({ of: ofReconnect, ...relationship() })).toEqual([]))
  test('and none once the assignment has ended', () => expect(sam(relationship({ endedAt: now }))).toEqual([]))
  test('a claim opens what the same service holds elsewhere, until it ends', () =>
    expect(grants({ of: elsewhere, ...relationship({ kind: 'SELF_CLAIMED', until: later }) })).toContainEqual(read('subject:sam', later.toISOString())))
  test('a claim opens nothing of the sister service', () =>
    expect(sam({ of: ofReconnect, ...relationship({ kind: 'SELF_CLAIMED', until: later }) })).toEqual([]))
  test.each([ofLiaisonDiversion, ofReconnect, elsewhere])('broken glass opens every record of the person: %j', (of) =>
    expect(grants({ of, breakGlass: [{ subject: 'sam', until: later }] })).toContainEqual(read('subject:sam', later.toISOString()))
  )
})

describe('limited access', () => {
  const limit = (kind: 'EXCLUSION' | 'RESTRICTION', changes: object = {}) => ({
    limits: [{ recordId: 'b', kind, subjects: ['kim'], from: null, until: null, endedAt: null, recordedAt: now, ...changes }]
  })

  test('an exclusion bars by name', () => expect(levelsOf('subject:kim', grants(limit('EXCLUSION')))).toEqual(['barred']))
  test('a restriction bars everyone and names who is not meant', () => {
    expect(levelsOf('everyone', grants(limit('RESTRICTION')))).toEqual(['restricted'])
    expect(levelsOf('subject:kim', grants(limit('RESTRICTION')))).toEqual(['named'])
  })
  test('an override of two sets a restriction aside, and names nobody: whom a limit names is let in even where news of access is late', () => {
    const override = { limitOverrides: [{ subject: 'sam', decidedAt: now, until: later }] }

    expect(levelsOf('subject:sam', grants({ ...limit('RESTRICTION'), ...override }))).toEqual(['read', 'lifted'])
  })
  test('an override of two lets its holder in, and leaves the bar standing for when it ends', () => {
    const override = { limitOverrides: [{ subject: 'kim', decidedAt: now, until: later }] }

    expect(levelsOf('subject:kim', grants({ ...limit('EXCLUSION'), ...override }))).toEqual(['read', 'barred', 'lifted'])
    expect(grants({ ...limit('EXCLUSION'), ...override })).toContainEqual({
      audience: 'subject:kim',
      level: 'lifted',
      reason: null,
      until: later.toISOString()
    })
    expect(levelsOf('subject:kim', grants({ ...limit('EXCLUSION', { recordedAt: later }), ...override }))).toEqual(['barred'])
  })
  test('a limit says nothing before it begins', () => {
    expect(grants(limit('EXCLUSION', { from: new Date(now.getTime() + 1) }))).toEqual(grants())
    expect(levelsOf('subject:kim', grants(limit('EXCLUSION', { from: now })))).toEqual(['barred'])
  })
  test('a limit that was ended says nothing', () => expect(grants(limit('EXCLUSION', { endedAt: now }))).toEqual(grants()))
  test('of two restrictions each names its own, and the longer one closes', () => {
    const both = grants({ limits: [...limit('RESTRICTION').limits, ...limit('RESTRICTION', { subjects: ['lou'], until: later }).limits] })

    expect(both).toContainEqual({ audience: 'everyone', level: 'restricted', reason: null, until: null })
    expect(both).toContainEqual({ audience: 'subject:lou', level: 'named', reason: null, until: later.toISOString() })
  })
})

describe('places', () => {
  const flag = (state: 'SENSITIVE' | 'CLEAR', recordId = 'a') => ({ recordId, state, recordedAt: now })
  const toSister = (changes: Changes) => levelsOf(sister, grants({ ...decided('GIVEN'), ...changes }))

  test('are kept where nobody was asked', () => expect(toSister({})).toEqual(['know', 'read']))
  test('are open to whoever reads the record where they are clear', () => expect(toSister({ flags: [flag('CLEAR')] })).toEqual(['know', 'read', 'location']))
  test('are kept where another record of the person is flagged', () =>
    expect(toSister({ flags: [flag('CLEAR'), flag('SENSITIVE', 'b')] })).toEqual(['know', 'read']))
  test('are kept where only another record is clear', () => expect(toSister({ flags: [flag('CLEAR', 'b')] })).toEqual(['know', 'read']))
  test('are not opened without the record', () => expect(toSister({ ...decided('REFUSED'), flags: [flag('CLEAR')] })).toEqual(['know']))
  test('end with what opened the record', () => {
    const found = grants({ flags: [flag('CLEAR')], breakGlass: [{ subject: 'sam', until: later }] })

    expect(found).toContainEqual({ audience: 'subject:sam', level: 'location', reason: null, until: later.toISOString() })
  })
})
