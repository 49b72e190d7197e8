using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Grants;

/// <summary>
/// For whom a call acts: the key's owner. A key that may act on behalf of others says for whom, by the header <c>X-User-Id</c>, else by the body's member
/// <c>user</c>; of any other key, both are ignored. Whoever pays is the key's team and owner all the same.
/// </summary>
internal static class ActingUser
{
    public const string Header = "X-User-Id";

    private const int Longest = 128;

    /// <summary>Notes the user in the record.</summary>
    /// <returns>Why the user that was named cannot be taken.</returns>
    public static Refusal? Note(KeyRecord key, ModelRequest request, CallRecord record)
    {
        record.User = key.Owner;
        if (!key.OnBehalfOf)
        {
            return null;
        }

        var (named, param) = record.Call.UserHeader is { Length: > 0 } header ? (header, Header) : (request.ReadUser(), "user");
        if (string.IsNullOrEmpty(named))
        {
            return null;
        }

        // Two users in one header, or one that no log or table can show, must not end up as the owner.
        if (record.Call.UserHeaders > 1 || named.Length > Longest || named.Any(char.IsControl) || string.IsNullOrWhiteSpace(named))
        {
            return new()
            {
                Status = 400,
                Type = "invalid_request_error",
                Code = "invalid_user",
                Message = $"`{param}` must name one user, in at most {Longest} characters and none of them invisible.",
                Param = param,
            };
        }

        record.User = named;
        return null;
    }
}
