using Keeptrusts.Policy.Linting.Conflicts.Claims;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>Things that the same policies look for in the same way.</summary>
/// <param name="Claims">For the first of the things: who does what, in chain order.</param>
/// <param name="Subjects">All of them, as the author says them.</param>
internal sealed record SubjectGroup(IReadOnlyList<Claim> Claims, IReadOnlyList<string> Subjects)
{
    public static IReadOnlyList<SubjectGroup> Of(Chain chain)
    {
        // Each way of looking gets a number, so that groups can be compared quickly.
        var bySubject = new Dictionary<string, List<Claim>>(StringComparer.Ordinal);
        foreach (var claim in chain.Policies.SelectMany(p => p.Claims))
        {
            if (!bySubject.TryGetValue(claim.Subject, out var claims))
            {
                bySubject[claim.Subject] = claims = [];
            }

            claims.Add(claim);
        }

        return
        [
            .. bySubject.Values.GroupBy(Key, StringComparer.Ordinal)
                .Select(g => new SubjectGroup(g.First(), [.. g.Select(claims => claims[0].Name)])),
        ];
    }

    // Forms differ from thing to thing, since they name it; what counts is which policies have the same one.
    private static string Key(List<Claim> claims)
    {
        var forms = new Dictionary<string, int>(StringComparer.Ordinal);
        var key = new char[claims.Count * 3];
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            if (!forms.TryGetValue(claim.Form, out var form))
            {
                forms[claim.Form] = form = forms.Count;
            }

            key[3 * i] = (char)claim.Policy.Order;
            key[(3 * i) + 1] = (char)((int)claim.Action | (claim.IsListed ? 8 : 0) | (claim.Distance << 4));
            key[(3 * i) + 2] = (char)form;
        }

        return new string(key);
    }
}
