/**
 * Filters for what is made of a video, after it was made small: the colours that every screen shows,
 * 8 bit of BT.709, said so in every frame, as files that are joined have one description of their
 * colours. What has a high range is brought into it: else its white is grey.
 */
export function colourFilters(video: { readonly isHighRange: boolean }): readonly string[] {
  return [
    ...(video.isHighRange ? mapped : ['scale=out_color_matrix=bt709:out_range=tv']),
    'format=yuv420p',
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ]
}

// White paper has 203 nits there (ITU-R BT.2408) and highlights up to 1,000: these come closer
// together, and what is half as bright as paper or darker stays as it is.
const mapped = [
  'zscale=transfer=linear:npl=203',
  'format=gbrpf32le',
  'zscale=primaries=bt709',
  'tonemap=mobius:param=0.5:peak=4.9:desat=0',
  'zscale=transfer=bt709:matrix=bt709:range=tv',
]
