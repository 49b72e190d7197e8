using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Secrets;

/// <summary>The secrets as the running planes see them; a change here acts on the next request.</summary>
internal interface ISecretDirectory
{
    /// <summary>Those of users, by name.</summary>
    IReadOnlyList<Secret> All { get; }

    Secret? Find(string name);

    void Put(Secret secret);

    void Remove(string name);
}
