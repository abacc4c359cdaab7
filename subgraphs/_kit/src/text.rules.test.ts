import { findTextFault, longestName, longestText, mostTexts } from './text.rules.ts'

describe('the texts of an input', () => {
  test.each(['facilityId', 'courtId', 'recipientOrganisationId', 'employerId', 'needCode', 'id'])('an empty "%s" is refused, and spaces too', (field) => {
    for (const text of ['', '  ', '\n'])
      expect(findTextFault({ [field]: text })).toEqual({ field, message: expect.stringMatching(new RegExp(`^"${field}" is empty`)) })
    expect(findTextFault({ [field]: 'LAN3' })).toBeNull()
  })

  test('an empty text in words is no fault here: what may be empty, each verb says', () =>
    expect([findTextFault({ definition: '', reason: ' ' }), findTextFault({ facilityId: null, courtId: undefined })]).toEqual([null, null]))

  test('words have as many characters as a column of an import takes, ids and keys fewer', () => {
    expect([findTextFault({ reason: 'x'.repeat(longestText) }), findTextFault({ idempotencyKey: 'x'.repeat(longestName) })]).toEqual([null, null])
    expect(findTextFault({ reason: 'x'.repeat(longestText + 1) })).toEqual({
      field: 'reason',
      message: '"reason" is longer than 2,000 characters. Shorten it.'
    })
    expect(findTextFault({ idempotencyKey: 'x'.repeat(longestName + 1) })?.message).toContain('longer than 200 characters')
  })

  test.each(['subject', 'subjects', 'worker'])('"%s", by which people sign in, is as long as an id', (field) => {
    expect(findTextFault({ [field]: ['x'.repeat(longestName)] })).toBeNull()
    expect(findTextFault({ [field]: ['x'.repeat(longestName + 1)] })?.field).toBe(field)
  })

  test('are found however deep they lie, beside times, numbers and nothing', () => {
    const input = { at: new Date(), count: 3, none: null, needs: [{ needCode: 'housing' }, { needCode: 'housing', definition: 'x'.repeat(2_001) }] }

    expect(findTextFault(input)?.field).toBe('definition')
    expect(findTextFault({ needCodes: ['housing', ''] })?.field).toBe('needCodes')
  })

  test('lists of them are short, and name each once', () => {
    const tools = Array.from({ length: mostTexts }, (_, number) => `Tool ${number}`)

    expect(findTextFault({ tools })).toBeNull()
    expect(findTextFault({ tools: [...tools, 'One more'] })).toEqual({ field: 'tools', message: '"tools" names more than 50. Name up to 50.' })
    expect(findTextFault({ needs: [{ tools: ['PHQ-9', ' PHQ-9'] }] })).toEqual({ field: 'tools', message: '"tools" names the same twice. Name each once.' })
  })

  test('a character that no text can hold is named, and nothing beside it', () => {
    expect(findTextFault({ reason: 'Testina\u0000' })).toEqual({ field: 'reason', message: expect.stringMatching(/^"reason" holds a character .*NUL/) })
  })

  test('one in which nothing can be seen is none, and one with a mark that joins letters stays', () => {
    expect(findTextFault({ reason: ' \u200b\u00ad' })).toEqual({ field: 'reason', message: expect.stringContaining('nothing that can be seen') })
    expect(['', ' ', 'a\u200db'].map((reason) => findTextFault({ reason }))).toEqual([null, null, null])
  })

  test('a room has limits of its own, for words and for a field', () => {
    const limits = { text: 10, fields: { contents: 20 } }

    expect([findTextFault({ contents: 'x'.repeat(20), reason: 'x'.repeat(10) }, limits), findTextFault({ contents: 'x'.repeat(21) }, limits)?.field]).toEqual([
      ...[null, 'contents']
    ])
    expect(findTextFault({ reason: 'x'.repeat(11) }, limits)?.message).toContain('10 characters')
  })
})
