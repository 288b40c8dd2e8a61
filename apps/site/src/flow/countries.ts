// ISO 3166-1, two letters each. Names come from the browser in the reader's language.
const codes =
  'AD AE AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BZ CA CD CG CH CI CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ES ET FI FJ FR GA GB GD GE GH GI GM GN GR GT GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PR PS PT PY QA RO RS RW SA SC SE SG SI SK SL SM SN SR SV SZ TC TD TG TH TJ TN TO TR TT TW TZ UA UG US UY UZ VC VE VG VI VN VU WS YE ZA ZM ZW'.split(
    ' ',
  )

const fallback = 'US'

/**
 * The country that a table is in, unless the guest says otherwise: that of the station, which
 * its currency names (`USD`: `US`), else the reader's.
 */
export function likelyCountry(currency: string | undefined, locale: string): string {
  const ofStation = currency?.slice(0, 2)
  const ofReader = new Intl.Locale(locale).region
  return (
    [ofStation, ofReader].find((code) => code !== undefined && codes.includes(code)) ?? fallback
  )
}

/** The countries of a station that says where it starts from: its own, which it cooks in. */
export function servedCountries(
  locale: string,
  country: string,
): readonly { value: string; text: string }[] {
  return countryChoices(locale, country).slice(0, 1)
}

/** The countries an address can be in: `first`, then all others by their names in a language. */
export function countryChoices(
  locale: string,
  first: string,
): readonly { value: string; text: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return codes
    .map((value) => ({ value, text: names.of(value) ?? value }))
    .sort((one, other) => rank(one.value) - rank(other.value) || byText(one, other))

  function rank(value: string): number {
    return value === first ? 0 : 1
  }

  function byText(one: { text: string }, other: { text: string }): number {
    return one.text.localeCompare(other.text, locale)
  }
}
