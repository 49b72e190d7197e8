using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>
/// Tells whose call an escalation is about: the user's that it was made for, and the key's owner's; of a key that belongs to no user, whoever made it, since
/// they have seen it.
/// </summary>
internal sealed class OwnCalls(IAuditStore audit, ITokenDirectory tokens, IPeople people)
{
    public async Task<bool> AreOfAsync(Principal caller, Escalation escalation, CancellationToken cancellationToken)
    {
        var keyOwner = tokens.All.FirstOrDefault(token => token.Id == escalation.KeyId)?.Owner;
        if (caller.Is(escalation.Owner) || caller.Is(keyOwner))
        {
            return true;
        }

        // A machine's token is of nobody, and a key made for a user is that user's, whoever made it.
        if (caller.UserId is null || (keyOwner is not null && people.Find(keyOwner) is not null))
        {
            return false;
        }

        var made = await audit.BeforeAsync(new() { Action = "token.create", ObjectId = escalation.KeyId, Limit = 1 }, long.MaxValue, cancellationToken);
        return made.Any(entry => entry.Actor == caller.Id || tokens.All.Any(token => token.Id == entry.Actor && token.Owner == caller.UserId));
    }
}
