import { plainText } from './feed-text.rules.ts'

describe('a text of a feed', () => {
  test.each([
    ['&rsquo;tis &pound;5 &#8211; caf&eacute; &#x2019; &#146;', '’tis £5 – café ’ ’'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;Tea', 'Tea'],
    ['&amp;lt;b&amp;gt;Tea&amp;lt;/b&amp;gt; &amp;amp;amp; talk', 'Tea & talk'],
    ['<!-- for staff -->Tea', 'Tea'],
    ['Tea &bogus; talk', 'Tea &bogus; talk'],
    ['5 < 6 > 4 <3', '5 < 6 > 4 <3'],
    ['Tea\u00a0\u00a0and\ttalk ', 'Tea and talk'],
    ['half a \ud800 pair', 'half a \ufffd pair'],
    ['undefined', null],
    ['NULL', null]
  ])('%p becomes %p', (given, text) => expect(plainText(given)).toBe(text))

  test('that was made plain once stays as it is: our own feed, read again, says the same', () => {
    const pieces = ['&', 'amp;', 'lt;', 'gt;', '<', '>', 'b', '/', ' ', '\\', 'n', '#38;', 'Ã', '©', 'Â', '£', '\u00a0', '<script>', '</script>', '!--', '-->']
    let seed = 1
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    for (let round = 0; round < 5_000; round += 1) {
      const given = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join('')
      const once = plainText(given)

      expect({ given, again: once === null ? null : plainText(once) }).toEqual({ given, again: once })
    }
  })
})
