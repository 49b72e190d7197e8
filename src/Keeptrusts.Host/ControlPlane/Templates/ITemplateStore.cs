using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>Where the organisation's own templates are kept. A change and its audit entry are one transaction.</summary>
internal interface ITemplateStore
{
    /// <summary>All of them, by name.</summary>
    Task<IReadOnlyList<TemplateRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one, or writes down what it says now.</summary>
    Task PutAsync(TemplateRecord template, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one.</summary>
    Task RemoveAsync(string name, AuditEntry audit, CancellationToken cancellationToken);
}
