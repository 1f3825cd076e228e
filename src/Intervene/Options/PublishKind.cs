namespace Intervene.Options;

/// <summary>How servers get the weights of a policy that the run has trained.</summary>
public enum PublishKind
{
    /// <summary>SGLang servers are told to load the policy's directory, which they see under the same path.</summary>
    SglangDisk,

    /// <summary>Each trained policy has servers of its own, which you start with its directory.</summary>
    EndpointsPerPolicy,
}
