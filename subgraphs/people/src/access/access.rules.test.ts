import { decideAccess } from './access.rules.ts'

const decided = (decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED', until: string | null = null) => [
  { purpose: 'SHARE_SISTER_SERVICE', decision, decidedAt: new Date('2026-01-01T10:00:00Z'), until }
]

const sistersGrants = (decisions: ReturnType<typeof decided>) =>
  decideAccess({ organisation: 'RW5', service: 'LIAISON_DIVERSION' }, decisions).filter(({ audience }) => audience === 'team:RW5/RECONNECT')

describe('who may read a record', () => {
  test('its own service may, whatever the person decided about the sister service', () => {
    for (const decisions of [[], decided('GIVEN'), decided('REFUSED'), decided('WITHDRAWN'), decided('OBJECTED')]) {
      expect(decideAccess({ organisation: 'RW5', service: 'RECONNECT' }, decisions)).toContainEqual({
        audience: 'team:RW5/RECONNECT',
        level: 'read',
        reason: null,
        until: null
      })
    }
  })

  test('no other organisation is named, whatever the person decided', () => {
    const audiences = decideAccess({ organisation: 'RXX', service: 'RECONNECT' }, decided('GIVEN')).map(({ audience }) => audience)

    expect(audiences.every((audience) => audience.startsWith('team:RXX/'))).toBe(true)
  })

  test('the sister service reads with consent', () => {
    expect(sistersGrants(decided('GIVEN'))).toContainEqual({ audience: 'team:RW5/RECONNECT', level: 'read', reason: null, until: null })
  })

  test.each(['REFUSED', 'WITHDRAWN'] as const)('after %s it may know of the record and is told that consent is required', (decision) => {
    expect(sistersGrants(decided(decision))).toEqual([{ audience: 'team:RW5/RECONNECT', level: 'know', reason: 'CONSENT_REQUIRED', until: null }])
  })

  test('after an objection it is told so', () => {
    expect(sistersGrants(decided('OBJECTED'))).toEqual([{ audience: 'team:RW5/RECONNECT', level: 'know', reason: 'OBJECTED', until: null }])
  })

  test('consent with a last day ends after that day in London, and then the record is known of, not gone', () => {
    const grants = sistersGrants(decided('GIVEN', '2026-06-30'))

    expect(grants.find(({ level }) => level === 'read')?.until).toBe('2026-07-01T02:00:00.000Z')
    expect(grants.find(({ level }) => level === 'know')?.until).toBeNull()
  })
})
