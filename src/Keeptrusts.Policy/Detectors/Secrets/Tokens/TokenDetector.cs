using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>Credentials of one provider, by the table's forms.</summary>
internal sealed class TokenDetector : PatternDetector
{
    private readonly SecretTerms? _terms;
    private readonly bool _onlyNear;
    private readonly string _joiners;
    private readonly Lazy<EntityInfo> _info;

    public TokenDetector(TokenEntity entity)
        : base(entity.Name, Folded(entity, near: entity.Lines.All(l => l.Near)) ?? "", entity.Lines.All(l => l.Near) ? null : Folded(entity, near: true))
    {
        Forms = [.. entity.Lines.Select(l => new TokenForm(l.Pattern, l.Check, l.Near))];
        _terms = entity.Context is null ? null : new SecretTerms(entity.Context);
        _onlyNear = Forms.All(f => f.Near);
        _joiners = Forms.Any(f => f.Near && f.Pattern.Contains('/', StringComparison.Ordinal)) ? "+/=" : "";
        _info = new Lazy<EntityInfo>(() => TokenInfo.Of(entity, Forms));
    }

    public IReadOnlyList<TokenForm> Forms { get; }

    public override EntityInfo Info => _info.Value;

    public override bool StandsAlone => !_onlyNear;

    public override bool HasOwnContext => _terms is not null;

    public override bool InContext(ReadOnlySpan<char> left) => _terms is not null && SecretBoundaries.StartsValue(left) && _terms.Precede(left);

    public override bool MayFollow(char previous) =>
        SecretBoundaries.MayFollow(previous) && (!_onlyNear || SecretBoundaries.MayPrecedeValue(previous));

    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        _onlyNear ? SecretBoundaries.StartsValue(left) && _terms!.Precede(left) : SecretBoundaries.StartsToken(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        SecretBoundaries.EndsToken(following, atEnd, _joiners);

    public override double Score(in SpanText span)
    {
        foreach (var form in Forms)
        {
            if ((!form.Near || span.InContext) && form.Fits(span.Cased))
            {
                return form.Check == TokenCheck.Crc62 ? 1 : form.Near ? 0.85 : 0.95;
            }
        }

        return 0;
    }

    // The table's patterns hold no escape whose meaning depends on its letter's case; a test keeps it so.
    private static string? Folded(TokenEntity entity, bool near)
    {
#pragma warning disable CA1308 // Folded texts are in lower case.
        var forms = entity.Lines.Where(l => l.Near == near).Select(l => TokenTable.Expand(l.Pattern).ToLowerInvariant());
#pragma warning restore CA1308
        return string.Join('|', forms) is { Length: > 0 } pattern ? pattern : null;
    }
}
