import { room } from '@throughcare/audit'
import { persona } from '../support/personas.ts'
import { planOf } from '../support/plans.ts'
import { openTestRoom, type TestRoom } from '../support/room.ts'

const officer = persona('privacy-officer')
const accessLog = 'query ($id: ID!) { accessLog(identityRecordId: $id) { edges { node { subject } } } }'
const operations = 20_000
/** Each of 5,000 records was seen a few times, and one of them in every tenth answer. */
const idOf = (text: string) => `md5(${text})::uuid`

let audit: TestRoom
let record: string
let companion: string
beforeAll(async () => {
  audit = await openTestRoom(room)
  await audit.rows(
    `insert into audit.operation (id, request_id, at, subject, issuer, organisation, role, purpose, document_hash, record_ids)
     select ${idOf("'operation ' || n")}, n::text, timestamptz '2026-01-01' + n * interval '1 minute', 'someone', 'test', 'RW5', 'ld-practitioner', 'care', 'hash',
       array[${idOf("'record ' || n % 5000")}, ${idOf("'record ' || case when n % 10 = 0 then 7 else (n * 7) % 5000 end")}]
     from generate_series(1, $1::int) as n`,
    operations
  )
  await audit.rows(
    `insert into audit.released (record_id, at, operation_id, organisation)
     select distinct unnest(record_ids), at, id, organisation from audit.operation`
  )
  await audit.rows(
    `insert into audit.wrong_link (id, record_id, companion_id, linked_at, parted_at, organisation)
     select gen_random_uuid(), ${idOf("'record ' || n")}, ${idOf("'record ' || n + 1")}, '2026-01-02', '2026-01-09', 'RW5' from generate_series(1, 4000) as n`
  )
  for (const table of ['operation', 'released', 'wrong_link']) await audit.rows(`analyze audit.${table}`)
  const [ids] = await audit.rows<{ record: string; companion: string }>(`select ${idOf("'record 7'")} as record, ${idOf("'record 8'")} as companion`)
  record = String(ids?.record)
  companion = String(ids?.companion)
})
afterAll(() => audit.close())

/** How the one statement of a question is answered, and what it was asked with. */
async function planFor(document: string, variables: Record<string, unknown>, values: readonly (string | number)[]) {
  audit.statements()
  const { errors } = await audit.ask(officer, document, variables)
  const [statement = ''] = audit.statements()
  expect(errors).toEqual([])
  return planOf({ url: audit.url, schema: 'audit' }, officer, { statement, values })
}

describe('the access log is found along its indexes, whoever may see how much of it', () => {
  test.each([
    ['often', () => record],
    ['seldom', () => companion]
  ])('of a record that was seen %s', async (_, idOfRecord) => {
    const plan = await planFor(accessLog, { id: idOfRecord() }, [idOfRecord(), 26])

    expect(plan.scans).toEqual([])
    expect(plan.indexes).toEqual(['released_record_id_at_operation_id_pk', 'operation_pkey'])
  })

  test('of a person, by all their records and those they were wrongly linked to', async () => {
    const persons = [{ __typename: 'Person', recordId: record, recordIds: [record, companion] }]
    const document = 'query ($persons: [_Any!]!) { _entities(representations: $persons) { ... on Person { accessLog { edges { node { subject } } } } } }'

    const plan = await planFor(document, { persons }, [JSON.stringify([[record, companion]]), 26])

    expect(plan.scans).toEqual([])
    expect(plan.indexes).toEqual(
      expect.arrayContaining(['released_record_id_at_operation_id_pk', 'wrong_link_of_record', 'wrong_link_of_companion', 'operation_pkey'])
    )
  })

  test('of those who saw a record together with one it was wrongly linked to', async () => {
    const document = 'query ($id: ID!) { wrongLinkViewers(identityRecordId: $id) { edges { node { subject } } } }'

    const plan = await planFor(document, { id: record }, [record, record, 26])

    expect(plan.scans).toEqual([])
    expect(plan.indexes).toContain('released_record_id_at_operation_id_pk')
  })
})
