import { screenedFields } from '@throughcare/test/support/episode-faults'
import { openTestImport, personRow, toCsv, type TestImport } from '@throughcare/test/support/imports'

let imports: TestImport
beforeAll(async () => void (imports = await openTestImport()))
afterAll(() => imports.close())

const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
const take = (rows: Record<string, string>[], taking: object = {}) => imports.take('liaison-diversion', toCsv(rows), { clock, ...taking })

/** A screened episode of a source that was taken in. */
async function taken(changes: Record<string, string>): Promise<Record<string, string>> {
  const { source_system = '', source_key = '', ...rest } = personRow()
  await imports.take('people', toCsv([{ source_system, source_key, ...rest }]), { service: 'LIAISON_DIVERSION', clock })
  const referral = { facility: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: '2026-05-01T09:00:00Z' }
  const row = { episode_key: source_key, source_system, source_key, ...referral, ...screenedFields, ...changes }
  const { report, rejected } = await take([row])
  expect([report.added, rejected]).toEqual([1, null])
  return row
}

const partsOf = (table: string, row: Record<string, string>) =>
  imports.rows<Record<string, unknown>>(
    `select part.* from liaison_diversion.${table} part join people.identity_record person on person.id = part.record_id where source_key = $1 order by part.id`,
    row.source_key
  )

describe('a need of a source', () => {
  test('of which staff corrected how it is known is refused where the row says otherwise', async () => {
    const row = await taken({ needs: 'housing:REFERRED:PERSON' })
    await imports.rows(`update liaison_diversion.need set source = 'AGENCY', corrected_by = 'someone' where id = $1`, (await partsOf('need', row))[0]?.id)

    expect((await take([row])).rejected).toContain('2,needs,"Staff have recorded this differently')
  })

  test('is taken in with how it is known and what is meant by it, colons included', async () => {
    const row = await taken({ needs: 'housing:REFERRED:PERSON:sofa surfing: since May;mental-health:MET::PHQ-9 of 15;alcohol:IDENTIFIED' })

    const needs = (await partsOf('need', row)).map(({ code, source, definition }) => [code, source, definition])
    expect(needs.toSorted()).toEqual([
      ['alcohol', null, null],
      ['housing', 'PERSON', 'sofa surfing: since May'],
      ['mental-health', null, 'PHQ-9 of 15']
    ])
    expect((await take([row])).report).toMatchObject({ unchanged: 1 })
  })

  test('is brought up to date in both, and keeps what the row no longer says', async () => {
    const row = await taken({ needs: 'housing:REFERRED:PERSON:sofa surfing' })

    expect((await take([{ ...row, needs: 'housing:REFERRED:AGENCY:no fixed abode' }])).report).toMatchObject({ changed: 1 })
    expect((await take([{ ...row, needs: 'housing:REFERRED' }])).report).toMatchObject({ unchanged: 1 })
    expect(await partsOf('need', row)).toMatchObject([{ source: 'AGENCY', definition: 'no fixed abode', version: 2 }])
  })

  test('is read by a mapping of their codes of how it is known', async () => {
    const row = await taken({})

    await take([{ ...row, needs: 'housing:REFERRED:Self-report' }], { mapping: { columns: {}, codes: { 'needs.source': { 'self-report': 'PERSON' } } } })

    expect(await partsOf('need', row)).toMatchObject([{ source: 'PERSON' }])
  })

  test.each([
    ['whose source is none of the codes', 'housing:REFERRED:GOSSIP', 'needs is none of PERSON'],
    ['whose meaning is longer than 2,000 characters', `housing:REFERRED::${'x'.repeat(2001)}`, 'needs has more than 2000 characters']
  ])('%s is refused', async (_, needs, reason) => {
    const row = await taken({})

    expect((await take([{ ...row, needs }])).rejected).toContain(`2,needs,"${reason}`)
  })

  test('whose meaning has 2,000 characters is taken', async () => {
    const row = await taken({})

    expect((await take([{ ...row, needs: `housing:REFERRED::${'x'.repeat(2000)}` }])).report).toMatchObject({ changed: 1 })
  })

  test('that is not in the need taxonomy is refused, once directory has told of that', async () => {
    const row = await taken({})
    await imports.rows("insert into liaison_diversion.known_need values ('housing')")

    const [refused, sound] = [await take([{ ...row, needs: 'castles:MET' }]), await take([{ ...row, needs: 'housing:MET' }])]
    await imports.rows('delete from liaison_diversion.known_need')

    expect(refused.rejected).toContain('2,needs,"There is no such need in the need taxonomy')
    expect(sound.report).toMatchObject({ changed: 1 })
  })
})
