# Gives the declaration of a column the text that it carries itself (see the concept Column) as far as Doxygen can take
# it in; the lines keep their numbers.
s|^inline constexpr struct [A-Z][A-Za-z]* \{$|/** A column: its declaration says its unit, its meaning and its bounds. */ &|
s|^\} [a-z_]+;$|/** @} */ & ///< By this name a phase or a world is asked for the column.|
s|^  using Value = .*;$|/** @{ */ /** As the concept Column asks for. */ &|
