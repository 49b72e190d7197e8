using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Detectors;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>The keys of hashed markers, asked for when first needed and kept for one phase of a call.</summary>
internal sealed class HashKeys(PolicyCall call)
{
    private const string Missing = "MissingSecret";

    private Dictionary<SecretReference, (string? Key, string Error)>? _found;

    /// <returns>The key; or <see langword="null"/> and the type of the error. An empty secret is none: a hash without a key could be reversed by trying.</returns>
    public (string? Key, string Error) Find(SpanRule rule)
    {
        if (rule.Form.HashKey is not var (source, name))
        {
            return (null, Missing);
        }

        _found ??= [];
        var reference = new SecretReference(source, name);
        return _found.TryGetValue(reference, out var found) ? found : _found[reference] = Ask(reference);
    }

    private (string? Key, string Error) Ask(SecretReference reference)
    {
        try
        {
            return call.Services.Secrets(reference) is { Length: > 0 } key ? (key, "") : (null, Missing);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, e.GetType().Name);
        }
    }
}
